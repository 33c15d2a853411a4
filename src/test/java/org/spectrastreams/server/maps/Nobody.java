package org.spectrastreams.server.maps;

/** A listener that there is none of. */
final class Nobody implements MapView.Listener {
  @Override
  public void imageChanged(String imageId) {}

  @Override
  public void tileChanged(String imageId, String layer, PixelWindow changed) {}
}
