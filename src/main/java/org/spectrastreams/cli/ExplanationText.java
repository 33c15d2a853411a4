package org.spectrastreams.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spectrastreams.explain.Departure;

/** An explanation as people read it on a terminal, from its JSON. */
final class ExplanationText {
  private ExplanationText() {}

  /**
   * Prints an explanation.
   *
   * @param source what was read, for people
   * @param votes the fraction of the votes for the predicted class; not told of labels and values
   * @param seconds how long the explanation took
   */
  static void print(PrintWriter out, String source, ObjectNode node, float votes, double seconds) {
    out.printf(
        "%s%s, pixel %s,%s, model %s%n",
        source,
        node.get("simulated").asBoolean() ? " (simulated)" : "",
        node.get("x"),
        node.get("y"),
        node.get("model").asText());
    String explained = node.get("explains").asText();
    out.printf("%s; %s explains %s%n", said(node, votes), node.get("method").asText(), explained);
    if (node.get("samples").asInt() > 0) {
      out.printf(
          Locale.ROOT,
          "%d samples, seed %s, R² %.2f, local prediction %.2f, correlation to expect of another"
              + " design %.2f, %.2f s%n",
          node.get("samples").asInt(),
          node.get("seed").asText(),
          node.get("rSquared").asDouble(),
          node.get("localPrediction").asDouble(),
          node.get("reproducibility").asDouble(),
          seconds);
    }
    JsonNode context = node.get("context");
    if (!context.isNull()) {
      out.printf(
          Locale.ROOT,
          "context %d (%s), distance %.2f of radius %.2f%s; linearised vote %s%n",
          context.get("id").asInt(),
          context.get("class").asText(),
          context.get("distance").asDouble(),
          context.get("radius").asDouble(),
          context.get("contradicts").asBoolean() ? "; CONTRADICTS the ensemble" : "",
          context.get("linearisedClass").asText());
    }
    for (JsonNode failed : node.get("unreliableMethods")) {
      out.printf(
          Locale.ROOT,
          "UNRELIABLE for this model: %s %.2f, expected %s%n",
          failed.get("measure").asText(),
          failed.get("value").asDouble(),
          failed.get("expected").asText());
    }
    if (node.hasNonNull("secondAxis")) {
      out.printf(
          "heat map of %d rows of %d points: --json prints it%n",
          node.get("secondAxis").size(), node.get("wavenumbers").size());
      return;
    }
    out.println("most prominent bands, for (+) or against (−) " + explained + ":");
    if (node.get("bands").isEmpty()) {
      out.println("  none");
    }
    for (JsonNode band : node.get("bands")) {
      out.printf(
          Locale.ROOT,
          "  %7.0f cm⁻¹  %+.4g  %s%s%n",
          band.get("wavenumber").asDouble(),
          band.get("weight").asDouble(),
          band.get("assignment").asText(""),
          band.get("direction").isNull()
              ? ""
              : "  ("
                  + Departure.sentence(
                      Departure.Side.parse(band.get("direction").asText()),
                      band.get("weight").asDouble(),
                      explained)
                  + ")");
    }
  }

  /** What the model says of the spectrum. */
  private static String said(ObjectNode node, float votes) {
    JsonNode value = node.get("value");
    if (!value.isNull()) {
      return String.format(
              Locale.ROOT,
              "%s %.4g %s",
              value.get("name").asText(),
              value.get("value").asDouble(),
              value.get("unit").asText(""))
          .strip();
    }
    List<String> present = new ArrayList<>();
    for (JsonNode label : node.get("labels")) {
      if (label.get("present").asBoolean()) {
        present.add(
            String.format(
                Locale.ROOT,
                "%s (score %.2f, present from %.2f)",
                label.get("name").asText(),
                label.get("score").asDouble(),
                label.get("threshold").asDouble()));
      }
    }
    if (!node.get("labels").isEmpty()) {
      return present.isEmpty() ? "no label" : "labels " + String.join(", ", present);
    }
    String predicted = node.get("predictedClass").asText();
    return String.format(
        Locale.ROOT,
        "predicted %s (%.0f %% of the votes, mean probability %.2f)",
        predicted,
        100 * votes,
        node.get("meanProbabilities").get(predicted).asDouble());
  }
}
