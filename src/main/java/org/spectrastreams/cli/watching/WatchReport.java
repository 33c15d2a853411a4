package org.spectrastreams.cli.watching;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.spectrastreams.cli.sending.ReplayReport;

/**
 * What a watch tells at its end.
 *
 * @param images what became of each image, as a replay tells it
 * @param refused files that cannot be read, and why
 * @param waiting files that are not finished, and why
 * @param skipped files whose content was sent under another name, and which
 * @param passedOver files that are no measurement, and what they are
 */
record WatchReport(
    List<ReplayReport> images,
    Map<String, String> refused,
    Map<String, String> waiting,
    Map<String, String> skipped,
    Map<String, String> passedOver) {
  /** Whether every measurement was sent and every spectrum has a result. */
  boolean isWhole() {
    return refused.isEmpty()
        && waiting.isEmpty()
        && images.stream().allMatch(ReplayReport::isWhole);
  }

  /** For a person; several lines. */
  String text() {
    StringBuilder text = new StringBuilder();
    images.forEach(image -> text.append(image.text()).append(System.lineSeparator()));
    long spectra = images.stream().mapToLong(ReplayReport::sent).sum();
    text.append(spectra).append(" spectra of ").append(images.size()).append(" images sent; ");
    text.append(refused.size()).append(" files not read, ");
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
    put(answer.putArray("notRead"), refused, "reason");
    put(answer.putArray("waiting"), waiting, "reason");
    put(answer.putArray("skipped"), skipped, "sameAs");
    put(answer.putArray("passedOver"), passedOver, "what");
    return answer;
  }

  private static void put(ArrayNode list, Map<String, String> files, String what) {
    files.forEach((name, said) -> list.addObject().put("file", name).put(what, said));
  }
}
