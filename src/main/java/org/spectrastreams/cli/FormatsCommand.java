package org.spectrastreams.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spectra formats}: what can be read, by which reader, with what evidence. */
@Command(
    name = "formats",
    description = "List the formats that can be read, and what their files are known by.",
    mixinStandardHelpOptions = true)
final class FormatsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON object for each format.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (SpectrumReader reader : SpectrumFiles.readers()) {
      String choices =
          reader.choices().stream()
              .sorted()
              .map(ReadChoice::option)
              .collect(Collectors.joining(" "));
      if (json) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("format", reader.id()).put("is", reader.format());
        answer.put("knownBy", reader.evidence()).put("options", choices);
        out.println(answer);
      } else {
        out.printf(
            "%-14s %s%n%15sknown by %s%n", reader.id(), reader.format(), "", reader.evidence());
        if (!choices.isEmpty()) {
          out.printf("%15soptions %s%n", "", choices);
        }
      }
    }
    out.flush();
    return out.checkError() ? 1 : 0;
  }
}
