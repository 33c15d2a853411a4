package org.spectrastreams.train.contexts;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.spectrastreams.explain.context.Contexts;

/** The latent space of a model's contexts as an SVG for its card. */
public final class LatentPicture {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 480;
  private static final int MARGIN = 24;
  private static final int LEGEND = 150;

  /** Okabe and Ito's colours, which colour-blind readers can tell apart. */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#f0e442", "#000");

  private LatentPicture() {}

  /**
   * Draws spectra, coloured by their predicted class, and the numbers of the contexts.
   *
   * @param points projected x, y, context and predicted class of each spectrum, count × 4
   */
  public static byte[] of(Contexts contexts, float[] points) {
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    int count = points.length / 4;
    double[][] middles = new double[contexts.count()][3];
    for (int n = 0; n < count; n++) {
      int context = (int) points[4 * n + 2];
      middles[context][2]++;
      for (int d = 0; d < 2; d++) {
        double value = points[4 * n + d];
        low[d] = Math.min(low[d], value);
        high[d] = Math.max(high[d], value);
        middles[context][d] += value;
      }
    }
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d"
                + " %d\" font-family=\"sans-serif\" font-size=\"12\">%n",
            WIDTH,
            HEIGHT,
            WIDTH,
            HEIGHT));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    for (int n = 0; n < count; n++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2\" fill=\"%s\" fill-opacity=\".6\"/>%n",
              x(points[4 * n], low, high),
              y(points[4 * n + 1], low, high),
              COLOURS.get((int) points[4 * n + 3] % COLOURS.size())));
    }
    for (int k = 0; k < contexts.count(); k++) {
      if (middles[k][2] > 0) {
        svg.append(
            String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" font-weight=\"bold\""
                    + " stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">%d</text>%n",
                x(middles[k][0] / middles[k][2], low, high),
                y(middles[k][1] / middles[k][2], low, high) + 4,
                k));
      }
    }
    List<String> classes = contexts.description().classes();
    for (int c = 0; c < classes.size(); c++) {
      int top = MARGIN + 20 * c;
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"%s\"/><text x=\"%d\""
                  + " y=\"%d\">%s</text>%n",
              WIDTH - LEGEND,
              top,
              COLOURS.get(c % COLOURS.size()),
              WIDTH - LEGEND + 12,
              top + 4,
              classes.get(c).replace("&", "&amp;").replace("<", "&lt;")));
    }
    return svg.append("</svg>\n").toString().replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static double x(double value, double[] low, double[] high) {
    double span = Math.max(1e-9, high[0] - low[0]);
    return MARGIN + (value - low[0]) / span * (WIDTH - LEGEND - 2.5 * MARGIN);
  }

  private static double y(double value, double[] low, double[] high) {
    double span = Math.max(1e-9, high[1] - low[1]);
    return HEIGHT - MARGIN - (value - low[1]) / span * (HEIGHT - 2 * MARGIN);
  }
}
