package org.spectrastreams.export;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.wire.proto.Wire;

/**
 * The report of one image: a page of HTML that needs no other file and no script. It tells what was
 * found and on how many pixels, what was not judged and why, what was rejected, and what made it.
 */
final class SessionReport {
  private static final String STYLE = "report.css";
  private static final int MOST_MAPS = 24;

  /** Pixels of the longer side of the small maps. */
  private static final int SMALL_SIDE = 1024;

  private final MapSnapshot image;
  private final Wire.ImageStatus status;
  private final HtmlText html;

  private SessionReport(MapSnapshot image, HtmlText html) {
    this.image = image;
    this.html = html;
    this.status = image.status();
  }

  /** Writes the page, a map at a time; the stream stays open. */
  static void write(MapSnapshot image, OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    try {
      new SessionReport(image, new HtmlText(text)).page();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    text.flush();
  }

  private void page() throws IOException {
    html.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.element("title", image.id() + " · session report");
    html.raw("<style>").raw(style()).raw("</style></head><body><main>");
    head();
    html.raw("<div class=\"first\">");
    SnapshotLayer first = image.layers().get(0);
    map(first, "large");
    html.raw("<div class=\"found\">");
    found();
    html.raw("</div></div>");
    notJudged();
    rejected();
    maps(first);
    contexts();
    model();
    provenance();
    html.raw("<footer>");
    html.element(
        "p",
        "Where a map shows the checked ground, or nothing, there is no result or no value. Colours"
            + " of numbers reach from the 2nd to the 98th percentile. Times are UTC unless they are"
            + " said to be the instrument's. Written by "
            + OmeXml.creator(image)
            + ".");
    html.raw("</footer></main></body></html>\n");
  }

  private static String style() throws IOException {
    try (InputStream in = SessionReport.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new IllegalStateException(STYLE + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void head() {
    html.raw("<header>");
    html.element("h1", image.id());
    String state = status.getState().name().toLowerCase(Locale.ROOT);
    html.raw("<p class=\"badges\">");
    html.raw("<span class=\"badge " + state + "\">").text(state).raw("</span>");
    if (status.getSimulated()) {
      html.raw("<span class=\"badge simulated\">SIMULATED: computed spectra, not measured</span>");
    }
    html.raw("</p><p class=\"about\">");
    MapSnapshot.PixelSize size = image.pixelSize();
    html.text("%d × %d pixels".formatted(image.width(), image.height()));
    if (size.isKnown()) {
      html.text(
          ", %s × %s µm"
              .formatted(
                  Figures.text(image.width() * size.x()), Figures.text(image.height() * size.y())));
    }
    html.text(
        " · "
            + Figures.count(status.getSeen())
            + " of "
            + Figures.count((long) image.width() * image.height())
            + " have a result");
    html.text(" · pipeline " + status.getPipeline());
    String model = image.provenance().get("model");
    html.text(model == null ? " · no model" : " · model " + model.replace('@', ' '));
    html.raw("</p></header>");
  }

  /** Classes, labels and values, as the image's status counts them. */
  private void found() {
    int seen = status.getSeen();
    if (status.getClassNamesCount() > 0) {
      html.raw("<h2>Classes</h2><table><tr><th>class<th class=\"n\">pixels<th>share</tr>");
      for (int c = 0; c < status.getClassNamesCount(); c++) {
        int pixels = c < status.getClassCountsCount() ? status.getClassCounts(c) : 0;
        row(
            LayerColours.CLASSES.get(c % LayerColours.CLASSES.size()),
            status.getClassNames(c),
            pixels,
            seen);
      }
      int classed = status.getClassCountsList().stream().mapToInt(Integer::intValue).sum();
      if (seen > classed) {
        row(LayerColours.NOT_JUDGED, "no class, or not judged", seen - classed, seen);
      }
      html.raw("</table>");
    }
    if (status.getLabelNamesCount() > 0) {
      html.raw("<h2>Labels</h2><table><tr><th>label<th class=\"n\">pixels<th>share</tr>");
      for (int l = 0; l < status.getLabelNamesCount(); l++) {
        int pixels = l < status.getLabelCountsCount() ? status.getLabelCounts(l) : 0;
        row("", status.getLabelNames(l), pixels, seen);
      }
      html.raw("</table>");
    }
    numbers();
  }

  private void row(String colour, String name, long pixels, long all) {
    html.raw("<tr><td>");
    if (!colour.isEmpty()) {
      html.raw("<i class=\"swatch\" style=\"background:" + colour + "\"></i>");
    }
    html.text(name).raw("<td class=\"n\">").text(Figures.count(pixels));
    share(pixels, all);
    html.raw("</tr>");
  }

  private void share(long pixels, long all) {
    String percent = Figures.percent((double) pixels, (double) all);
    html.raw("<td class=\"share\"><i style=\"width:" + percent + "%\"></i><span>");
    html.text(percent + " %").raw("</span>");
  }

  /** Of layers of numbers: how many pixels have one, and which. */
  private void numbers() {
    List<SnapshotLayer> layers = image.layers().stream().filter(SnapshotLayer::isNumbers).toList();
    if (layers.isEmpty()) {
      return;
    }
    html.raw("<h2>Numbers</h2><table><tr><th>layer<th class=\"n\">pixels<th class=\"n\">least");
    html.raw("<th class=\"n\">median<th class=\"n\">most</tr>");
    for (SnapshotLayer layer : layers) {
      Optional<NumberRange> range = NumberRange.of(layer.read());
      html.raw("<tr><td>").text(layer.heading());
      html.raw("<td class=\"n\">").text(Figures.count(range.map(NumberRange::count).orElse(0)));
      number(range.map(NumberRange::least));
      number(range.map(NumberRange::median));
      number(range.map(NumberRange::most));
      html.raw("</tr>");
    }
    html.raw("</table>");
    int step = NumberRange.step(image.width() * image.height());
    if (step > 1) {
      html.element(
          "p", "Medians, and the ends of colours, are of 1 in " + step + " of the values.");
    }
  }

  private void number(Optional<Float> value) {
    html.raw("<td class=\"n\">").text(value.map(Figures::text).orElse("–"));
  }

  private void notJudged() {
    List<Wire.NotJudgedCount> reasons =
        status.getNotJudgedList().stream().filter(one -> one.getPixels() > 0).toList();
    Optional<SnapshotLayer> quality = image.layer("quality");
    html.raw("<section><h2>What was not judged, and why</h2>");
    if (reasons.isEmpty()) {
      html.element("p", "Every pixel with a result was judged, or nothing was asked.");
    } else {
      html.raw("<table><tr><th>reason<th class=\"n\">pixels<th>share</tr>");
      reasons.forEach(
          one ->
              row(
                  LayerColours.NOT_JUDGED,
                  one.getReason().getText(),
                  one.getPixels(),
                  status.getSeen()));
      html.raw("</table>");
    }
    if (quality.isPresent() && status.getFlagged() > 0) {
      html.raw("<h3>Flags of quality</h3>");
      html.raw("<table><tr><th>flag<th class=\"n\">pixels<th>share</tr>");
      LayerColours colours = new LayerColours(quality.get(), status);
      quality
          .get()
          .counts(quality.get().read())
          .forEach(
              (key, count) ->
                  row(
                      "#%06x".formatted(colours.ofKey(key).getRGB() & 0xffffff),
                      quality.get().nameOf(key),
                      count,
                      status.getSeen()));
      html.raw("</table>");
    }
    long missing = (long) image.width() * image.height() - status.getSeen();
    if (missing > 0) {
      html.element("p", Figures.count(missing) + " pixels have no result.");
    }
    html.raw("</section>");
  }

  private void rejected() {
    if (image.rejections().isEmpty()) {
      return;
    }
    html.raw("<section><h2>What was rejected</h2><p>Spectra in the dead letters, each with the");
    html.raw(" message of the first of its kind.</p>");
    html.raw("<table><tr><th class=\"n\">spectra<th>reason<th>message</tr>");
    for (MapSnapshot.Rejection one : image.rejections()) {
      html.raw("<tr><td class=\"n\">").text(Figures.count(one.spectra()));
      html.raw("<td>").text(one.reason().replace('-', ' '));
      html.raw("<td>").text(one.message()).raw("</tr>");
    }
    html.raw("</table></section>");
  }

  private void maps(SnapshotLayer first) throws IOException {
    List<SnapshotLayer> others =
        image.layers().stream().filter(layer -> !layer.equals(first)).limit(MOST_MAPS).toList();
    if (others.isEmpty()) {
      return;
    }
    html.raw("<section><h2>Maps</h2><div class=\"maps\">");
    for (SnapshotLayer layer : others) {
      map(layer, "small");
    }
    html.raw("</div>");
    int every = MapPicture.every(image, SMALL_SIDE);
    if (every > 1) {
      html.element("p", "Of these maps 1 pixel in " + every + " is drawn, across and down.");
    }
    if (image.layers().size() - 1 > others.size()) {
      html.element(
          "p", (image.layers().size() - 1 - others.size()) + " more layers are not drawn.");
    }
    html.raw("</section>");
  }

  private void map(SnapshotLayer layer, String size) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    if (size.equals("large")) {
      MapPicture.write(image, layer, png);
    } else {
      MapPicture.writeMap(image, layer, SMALL_SIDE, png);
    }
    html.raw("<figure class=\"" + size + "\"><img alt=\"").text("Map of " + layer.heading());
    html.raw("\" src=\"data:image/png;base64,");
    html.raw(Base64.getEncoder().encodeToString(png.toByteArray())).raw("\">");
    if (size.equals("small")) {
      html.raw("<figcaption>").raw("<b>").text(layer.heading()).raw("</b>");
      LayerPixels pixels = layer.read();
      if (layer.isNumbers()) {
        html.raw("<span>");
        html.text(
            NumberRange.of(pixels)
                .map(r -> Figures.text(r.low()) + " to " + Figures.text(r.high()))
                .orElse("no value"));
        html.raw("</span>");
      } else {
        key(layer, layer.counts(pixels));
      }
      html.raw("</figcaption>");
    }
    html.raw("</figure>");
  }

  private void key(SnapshotLayer layer, Map<Integer, Integer> counts) {
    LayerColours colours = new LayerColours(layer, status);
    counts.entrySet().stream()
        .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
        .limit(8)
        .forEach(
            found -> {
              html.raw("<span><i class=\"swatch\" style=\"background:#");
              html.raw("%06x".formatted(colours.ofKey(found.getKey()).getRGB() & 0xffffff));
              html.raw("\"></i>").text(layer.nameOf(found.getKey())).raw("</span>");
            });
    if (counts.size() > 8) {
      html.element("span", "and " + (counts.size() - 8) + " more");
    }
  }

  private void contexts() {
    Optional<SnapshotLayer> layer = image.layer("context");
    if (layer.isEmpty()) {
      return;
    }
    List<ModelNote.Context> known = image.model().map(ModelNote::contexts).orElse(List.of());
    LayerColours colours = new LayerColours(layer.get(), status);
    html.raw("<section><h2>Contexts</h2><p>The group of training spectra that each spectrum,");
    html.raw(" together with its explanation, resembles most (CRIME).</p>");
    html.raw("<table><tr><th>context<th>stands for<th class=\"n\">training spectra");
    html.raw("<th class=\"n\">pixels<th>share</tr>");
    layer.get().counts(layer.get().read()).entrySet().stream()
        .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
        .forEach(
            found -> {
              int key = found.getKey();
              boolean told = key >= 0 && key < known.size();
              html.raw("<tr><td><i class=\"swatch\" style=\"background:#");
              html.raw("%06x".formatted(colours.ofKey(key).getRGB() & 0xffffff));
              html.raw("\"></i>").text(layer.get().nameOf(key));
              html.raw("<td>").text(told ? known.get(key).stands() : "–").raw("<td class=\"n\">");
              html.text(told ? Figures.count(known.get(key).spectra()) : "–");
              html.raw("<td class=\"n\">").text(Figures.count(found.getValue()));
              share(found.getValue(), status.getSeen());
              html.raw("</tr>");
            });
    html.raw("</table></section>");
  }

  private void model() {
    String reference = image.provenance().get("model");
    if (reference == null) {
      return;
    }
    html.raw("<section><h2>Model</h2>");
    if (image.model().isEmpty()) {
      html.element("p", "The package of " + reference + " is not in the model store here.");
      html.raw("</section>");
      return;
    }
    ModelNote model = image.model().get();
    html.raw("<h3>").text(model.title() + " (" + model.reference() + ")").raw("</h3>");
    html.element("p", model.description());
    if (model.simulated()) {
      html.raw("<p class=\"warn\">Trained on computed spectra, not on measured ones.</p>");
    }
    if (!model.figures().isEmpty()) {
      html.raw("<table><tr><th>measured on<th>measure<th class=\"n\">value</tr>");
      for (ModelNote.Figure figure : model.figures()) {
        html.raw("<tr><td>").text(figure.of()).raw("<td>").text(figure.measure());
        html.raw("<td class=\"n\">").text(figure.value()).raw("</tr>");
      }
      html.raw("</table>");
    }
    list("What it is known not to do", model.limits());
    list("Trained from", model.data());
    html.raw("</section>");
  }

  private void list(String title, List<String> entries) {
    if (!entries.isEmpty()) {
      html.element("h3", title).raw("<ul>");
      entries.forEach(entry -> html.element("li", entry));
      html.raw("</ul>");
    }
  }

  private void provenance() {
    html.raw("<section><h2>Provenance</h2><table class=\"facts\">");
    image
        .provenance()
        .forEach(
            (name, value) -> html.raw("<tr><th>").text(name).raw("<td>").text(value).raw("</tr>"));
    html.raw("<tr><th>first result<td>").text(time(status.getFirstResultMs())).raw("</tr>");
    html.raw("<tr><th>last result<td>").text(time(status.getLastResultMs())).raw("</tr>");
    html.raw("</table></section>");
  }

  private static String time(long millis) {
    return java.time.Instant.ofEpochMilli(millis)
        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
        .toString();
  }
}
