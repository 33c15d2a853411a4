package org.spectrastreams.export;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * A layer as a picture to keep: title, map with a scale bar, and legend, on white for paper. Pixels
 * without a result are transparent, not white.
 */
final class MapPicture {
  private static final int MARGIN = 24;
  private static final int LINE = 22;
  private static final int ENTRY_WIDTH = 270;
  private static final int MOST_ENTRIES = 40;
  private static final int WANTED_SIDE = 800;
  private static final int MOST_SIDE = 4096;
  private static final Color INK = new Color(0x1b2530);
  private static final Color FAINT = new Color(0x5b6673);
  private static final Color SIMULATED = new Color(0xa35200);

  static {
    // Nothing is shown on a screen, whatever DISPLAY says.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  /** One line of the legend; no colour: transparent. */
  private record Entry(Optional<Color> colour, String text) {}

  private final MapSnapshot image;
  private final SnapshotLayer layer;
  private final LayerPixels pixels;
  private final LayerColours colours;
  private final Optional<NumberRange> range;
  private final int every;
  private final int scale;

  private MapPicture(MapSnapshot image, SnapshotLayer layer, int mostSide) {
    this.image = image;
    this.layer = layer;
    this.pixels = layer.read();
    this.colours = new LayerColours(layer, image.status());
    this.range = layer.isNumbers() ? NumberRange.of(pixels) : Optional.empty();
    this.every = every(image, mostSide);
    this.scale = Math.max(1, WANTED_SIDE / Math.max(image.width(), image.height()));
  }

  /** 1 pixel in so many is drawn, across and down, so that no side has more than {@code most}. */
  static int every(MapSnapshot image, int most) {
    return (Math.max(image.width(), image.height()) + most - 1) / most;
  }

  /** Writes a layer as PNG, with everything around it. */
  static void write(MapSnapshot image, SnapshotLayer layer, OutputStream out) throws IOException {
    png(new MapPicture(image, layer, MOST_SIDE).drawn(), out);
  }

  /** Writes the map alone, a pixel a pixel, or fewer: see {@link #every}. */
  static void writeMap(MapSnapshot image, SnapshotLayer layer, int mostSide, OutputStream out)
      throws IOException {
    png(new MapPicture(image, layer, mostSide).map(), out);
  }

  private static void png(BufferedImage picture, OutputStream out) throws IOException {
    if (!ImageIO.write(picture, "png", out)) {
      throw new IOException("this Java has no writer of PNG: run a full one, not a cut-down image");
    }
  }

  private BufferedImage map() {
    BufferedImage map =
        new BufferedImage(
            (image.width() + every - 1) / every,
            (image.height() + every - 1) / every,
            BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < map.getHeight(); y++) {
      for (int x = 0; x < map.getWidth(); x++) {
        map.setRGB(x, y, colour(y * every * image.width() + x * every));
      }
    }
    return map;
  }

  private int colour(int pixel) {
    if (!pixels.seen(pixel)) {
      return 0;
    }
    Color colour =
        layer.isNumbers()
            ? colours.ofNumber(range.map(found -> found.place(pixels.number(pixel))).orElse(0.0))
            : colours.ofCode(pixels.code(pixel));
    return colour.getRGB();
  }

  private List<Entry> legend() {
    List<Entry> entries = new ArrayList<>();
    int seen = 0;
    for (int i = 0; i < pixels.count(); i++) {
      seen += pixels.seen(i) ? 1 : 0;
    }
    if (!layer.isNumbers()) {
      Map<Integer, Integer> counts = layer.counts(pixels);
      counts.entrySet().stream()
          .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
          .limit(MOST_ENTRIES)
          .forEach(
              found ->
                  entries.add(
                      new Entry(
                          Optional.of(colours.ofKey(found.getKey())),
                          layer.nameOf(found.getKey())
                              + " · "
                              + Figures.count(found.getValue())
                              + " px")));
      if (counts.size() > MOST_ENTRIES) {
        entries.add(new Entry(Optional.empty(), counts.size() - MOST_ENTRIES + " more"));
      }
    }
    if (seen < pixels.count()) {
      entries.add(
          new Entry(
              Optional.empty(),
              (layer.isNumbers() ? "no value · " : "no result · ")
                  + Figures.count(pixels.count() - seen)
                  + " px"));
    }
    return entries;
  }

  private BufferedImage drawn() {
    BufferedImage map = map();
    int mapWidth = map.getWidth() * scale;
    int mapHeight = map.getHeight() * scale;
    int width = Math.max(560, mapWidth);
    List<Entry> legend = legend();
    int columns = Math.max(1, width / ENTRY_WIDTH);
    int bar = layer.isNumbers() ? 2 * LINE : 0;
    int top = MARGIN + (image.status().getSimulated() ? 3 : 2) * LINE + 8;
    int below = top + mapHeight + MARGIN * 3 / 4;
    int lines = (legend.size() + columns - 1) / columns;
    BufferedImage picture =
        new BufferedImage(
            width + 2 * MARGIN, below + bar + lines * LINE + MARGIN, BufferedImage.TYPE_INT_ARGB);
    Graphics2D on = picture.createGraphics();
    on.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    on.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    on.setColor(Color.WHITE);
    on.fillRect(0, 0, picture.getWidth(), top);
    on.fillRect(0, top + mapHeight, picture.getWidth(), picture.getHeight() - top - mapHeight);
    on.fillRect(0, top, MARGIN, mapHeight);
    on.fillRect(MARGIN + mapWidth, top, picture.getWidth() - MARGIN - mapWidth, mapHeight);
    on.drawImage(map, MARGIN, top, mapWidth, mapHeight, null);
    on.setColor(new Color(0xc3cad2));
    on.setStroke(new BasicStroke(1));
    on.drawRect(MARGIN - 1, top - 1, mapWidth + 1, mapHeight + 1);
    title(on, width);
    scaleBar(on, MARGIN + mapWidth, top + mapHeight, mapWidth);
    if (layer.isNumbers()) {
      colourBar(on, below);
    }
    on.setFont(font(Font.PLAIN, 13));
    for (int i = 0; i < legend.size(); i++) {
      int x = MARGIN + i % columns * (width / columns);
      entry(on, legend.get(i), x, below + bar + i / columns * LINE, width / columns - 30);
    }
    on.dispose();
    return picture;
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  private void title(Graphics2D on, int width) {
    on.setColor(INK);
    on.setFont(font(Font.BOLD, 17));
    on.drawString(fitted(on, image.id() + " · " + layer.heading(), width), MARGIN, MARGIN + 10);
    on.setColor(FAINT);
    on.setFont(font(Font.PLAIN, 13));
    MapSnapshot.PixelSize size = image.pixelSize();
    String model = image.provenance().getOrDefault("model", "");
    StringBuilder about = new StringBuilder();
    about.append(image.width()).append(" × ").append(image.height()).append(" pixels");
    if (size.isKnown()) {
      String x = Figures.text(size.x());
      String y = Figures.text(size.y());
      about.append(", ").append(x.equals(y) ? x : x + " × " + y).append(" µm a pixel");
    }
    if (every > 1) {
      about.append(", every ").append(every).append("th of which is drawn");
    }
    about.append(model.isEmpty() ? "" : " · model " + model.replace('@', ' '));
    on.drawString(fitted(on, about.toString(), width), MARGIN, MARGIN + 10 + LINE);
    if (image.status().getSimulated()) {
      on.setColor(SIMULATED);
      on.setFont(font(Font.BOLD, 13));
      on.drawString("SIMULATED: computed spectra, not measured", MARGIN, MARGIN + 10 + 2 * LINE);
    }
  }

  private void scaleBar(Graphics2D on, int right, int bottom, int mapWidth) {
    MapSnapshot.PixelSize size = image.pixelSize();
    if (!size.isKnown()) {
      return;
    }
    ScaleBar bar = ScaleBar.of(size, (double) every / scale, Math.min(150, 0.5 * mapWidth));
    int length = (int) Math.round(bar.pixels());
    int x = right - 12 - length;
    on.setFont(font(Font.BOLD, 12));
    int text = on.getFontMetrics().stringWidth(bar.text());
    int box = Math.max(length, text) + 16;
    on.setColor(new Color(255, 255, 255, 215));
    on.fillRoundRect(right - 4 - box, bottom - 38, box, 34, 6, 6);
    on.setColor(INK);
    on.fillRect(x, bottom - 14, length, 4);
    on.drawString(bar.text(), x + (length - text) / 2, bottom - 20);
  }

  private void colourBar(Graphics2D on, int y) {
    on.setFont(font(Font.PLAIN, 13));
    if (range.isEmpty()) {
      on.setColor(INK);
      on.drawString("no value", MARGIN, y + 14);
      return;
    }
    for (int i = 0; i < 300; i++) {
      on.setColor(colours.ofNumber(i / 299.0));
      on.fillRect(MARGIN + i, y, 1, 16);
    }
    on.setColor(INK);
    NumberRange found = range.get();
    String unit = layer.unit().isEmpty() ? "" : " " + layer.unit();
    on.drawString(
        "%s to %s%s (2nd to 98th percentile)"
            .formatted(Figures.text(found.low()), Figures.text(found.high()), unit),
        MARGIN + 312,
        y + 13);
  }

  private static void entry(Graphics2D on, Entry entry, int x, int y, int width) {
    if (entry.colour().isPresent()) {
      on.setColor(entry.colour().get());
      on.fillRect(x, y + 2, 13, 13);
    }
    on.setColor(FAINT);
    on.drawRect(x, y + 2, 13, 13);
    on.setColor(INK);
    on.drawString(fitted(on, entry.text(), width), x + 21, y + 14);
  }

  private static String fitted(Graphics2D on, String text, int width) {
    String fitted = text;
    for (int end = text.length(); on.getFontMetrics().stringWidth(fitted) > width && end > 1; ) {
      end--;
      fitted = text.substring(0, end) + "…";
    }
    return fitted;
  }
}
