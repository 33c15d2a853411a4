package org.spectrastreams.cli.watching;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.spectrastreams.cli.sending.ReplayReport;
import org.spectrastreams.cli.sending.SentImages;

/**
 * What a watch tells at its end.
 *
 * @param images what became of each image, as a replay tells it
 * @param earlier images before them, summed up
 * @param refused files that cannot be read, and why
 * @param notReadAndGone how many more could not be read and are there no more
 * @param waiting files that are not finished, and why
 * @param skipped files whose content was sent under another name, and which
 * @param passedOver files that are no measurement, and what they are
 */
record WatchReport(
    List<ReplayReport> images,
    SentImages.Earlier earlier,
    Map<String, String> refused,
    long notReadAndGone,
    Map<String, String> waiting,
    Map<String, String> skipped,
    Map<String, String> passedOver) {
  /** Whether every measurement was sent and every spectrum has a result. */
  boolean isWhole() {
    return refused.isEmpty()
        && notReadAndGone == 0
        && waiting.isEmpty()
        && earlier.isWhole()
        && images.stream().allMatch(ReplayReport::isWhole);
  }

  /** For a person; several lines. */
  String text() {
    StringBuilder text = new StringBuilder();
    images.forEach(image -> text.append(image.text()).append(System.lineSeparator()));
    if (earlier.images() > 0) {
      text.append(earlier.sent()).append(" spectra of ").append(earlier.images());
      text.append(" earlier images: ").append(earlier.results()).append(" with a result, ");
      text.append(earlier.rejected()).append(" in dead letters").append(System.lineSeparator());
    }
    long spectra = earlier.sent() + images.stream().mapToLong(ReplayReport::sent).sum();
    long all = earlier.images() + images.size();
    text.append(spectra).append(" spectra of ").append(all).append(" images sent; ");
    text.append(refused.size() + notReadAndGone).append(" files not read, ");
    text.append(waiting.size()).append(" not finished, ");
    text.append(skipped.size()).append(" sent before under another name, ");
    text.append(passedOver.size()).append(" no measurement");
    return text.toString();
  }

  /** For a program; one object. */
  ObjectNode json() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode all = answer.putArray("images");
    images.forEach(image -> all.add(image.json()));
    if (earlier.images() > 0) {
      answer
          .putObject("earlier")
          .put("images", earlier.images())
          .put("spectraSent", earlier.sent())
          .put("results", earlier.results())
          .put("deadLetters", earlier.rejected());
    }
    put(answer.putArray("notRead"), refused, "reason");
    answer.put("notReadAndGone", notReadAndGone);
    put(answer.putArray("waiting"), waiting, "reason");
    put(answer.putArray("skipped"), skipped, "sameAs");
    put(answer.putArray("passedOver"), passedOver, "what");
    return answer;
  }

  private static void put(ArrayNode list, Map<String, String> files, String what) {
    files.forEach((name, said) -> list.addObject().put("file", name).put(what, said));
  }
}
