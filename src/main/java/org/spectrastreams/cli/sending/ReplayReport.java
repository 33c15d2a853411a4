package org.spectrastreams.cli.sending;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.wire.RejectReason;

/**
 * What a replay tells at its end.
 *
 * @param image the image's id
 * @param pipeline the pipeline that was to score it
 * @param sent how many spectra were sent
 * @param outcomes what became of them; null where nobody waited
 */
public record ReplayReport(String image, String pipeline, long sent, SentImages.Counts outcomes) {
  private static final Pattern NEEDED = Pattern.compile("the model needs ([a-z-]+)");

  /** Whether every spectrum has a result. */
  public boolean isWhole() {
    return outcomes != null && outcomes.results() >= sent;
  }

  private long missing() {
    return Math.max(0, sent - outcomes.results() - outcomes.rejected());
  }

  /** The option that helps against a rejection; empty where none does. */
  public static Optional<String> option(SentImages.Rejection rejection) {
    RejectReason reason = null;
    for (RejectReason known : RejectReason.values()) {
      reason = known.id().equals(rejection.reason()) ? known : reason;
    }
    if (reason == null) {
      return Optional.empty();
    }
    return switch (reason) {
      case WRONG_QUANTITY, UNKNOWN_QUANTITY -> {
        Matcher needed = NEEDED.matcher(rejection.message());
        yield Optional.of(
            "--quantity "
                + (needed.find() ? needed.group(1) : "QUANTITY")
                + " if that is what the file holds");
      }
      case AXIS_UNIT_MISSING -> Optional.of("--unit UNIT");
      case AXIS_MISSING -> Optional.of("--axis FIRST:LAST");
      case WRONG_AXIS_KIND, WRONG_DIMENSIONS, AXIS_TOO_NARROW, AXIS_TOO_COARSE ->
          Optional.of("--pipeline with a model for this axis");
      case UNKNOWN_PIPELINE -> Optional.of("--pipeline with one that the service has");
      case PIPELINE_REMOVED ->
          Optional.of("--pipeline with one that the service has (./spectra pipelines status)");
      case RECORD_TOO_LARGE, RESULT_TOO_LARGE, TOO_MANY_SPECTRA ->
          Optional.of("--block with fewer spectra a record");
      case BAD_IMAGE_ID -> Optional.of("--image ID");
      default -> Optional.empty();
    };
  }

  /** For a person; several lines. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(sent).append(" spectra sent as image ").append(image);
    if (outcomes == null) {
      return text.toString();
    }
    text.append(": ").append(outcomes.results()).append(" with a result");
    new TreeMap<>(outcomes.notJudged())
        .forEach(
            (reason, count) ->
                text.append(line(count)).append("of these not judged: ").append(reason));
    new TreeMap<>(outcomes.flagged())
        .forEach(
            (flag, count) -> text.append(line(count)).append("of these flagged ").append(flag));
    for (SentImages.Rejection rejection : outcomes.rejections()) {
      text.append(line(rejection.spectra())).append("without a result: ");
      text.append(rejection.message());
      option(rejection).ifPresent(option -> text.append(" (try ").append(option).append(')'));
    }
    if (missing() > 0) {
      text.append(line(missing()))
          .append("without an outcome: is a service running that has this pipeline, and is it")
          .append(" keeping up? Wait longer with --patience SECONDS");
    }
    return text.toString();
  }

  private static String line(long count) {
    return System.lineSeparator() + String.format("%8d ", count);
  }

  /** For a program; one object. */
  public ObjectNode json() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("image", image).put("pipeline", pipeline).put("spectraSent", sent);
    if (outcomes == null) {
      return answer;
    }
    answer.put("results", outcomes.results());
    ObjectNode notJudged = answer.putObject("notJudged");
    new TreeMap<>(outcomes.notJudged()).forEach(notJudged::put);
    ObjectNode flagged = answer.putObject("flagged");
    new TreeMap<>(outcomes.flagged()).forEach(flagged::put);
    ArrayNode rejected = answer.putArray("deadLetters");
    for (SentImages.Rejection rejection : outcomes.rejections()) {
      ObjectNode one = rejected.addObject();
      one.put("reason", rejection.reason()).put("message", rejection.message());
      one.put("spectra", rejection.spectra());
      option(rejection).ifPresent(option -> one.put("option", option));
    }
    answer.put("withoutOutcome", missing());
    return answer;
  }
}
