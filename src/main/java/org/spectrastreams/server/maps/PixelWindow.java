package org.spectrastreams.server.maps;

/**
 * A rectangle of an image, in pixels.
 *
 * @param x first column
 * @param y first row
 * @param width columns, 1 or more
 * @param height rows, 1 or more
 */
public record PixelWindow(int x, int y, int width, int height) {
  /** The smallest rectangle that holds both. */
  public PixelWindow union(PixelWindow other) {
    int left = Math.min(x, other.x);
    int top = Math.min(y, other.y);
    int right = Math.max(x + width, other.x + other.width);
    int bottom = Math.max(y + height, other.y + other.height);
    return new PixelWindow(left, top, right - left, bottom - top);
  }
}
