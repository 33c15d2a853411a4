package org.spectrastreams.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.spectrastreams.cli.options.FileOptions;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.Places;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.SpectrumSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spectra info FILE}: what a file is, and where each fact about it comes from. */
@Command(
    name = "info",
    description =
        "Say what a file is: format, quantity, axis, geometry, position, instrument, date, what is"
            + " passed over.",
    mixinStandardHelpOptions = true)
final class InfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private FileOptions input;

  @Option(names = "--json", description = "Print it as one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (SpectrumSource source = input.open(OpenOptions.NONE.withAxis(new AxisHint.Numbered()))) {
      if (!(source instanceof FileSource file)) {
        out.println(FileOptions.understood(source));
      } else if (json) {
        out.println(json(source.name(), file.understood()));
      } else {
        print(out, source.name(), file.understood());
      }
      out.flush();
      return out.checkError() ? 1 : 0;
    } catch (IOException e) {
      spec.commandLine().getErr().println("info: " + e.getMessage());
      return 1;
    }
  }

  private static void print(PrintWriter out, String name, Understood file) {
    line(out, "name", name);
    line(out, "format", file.format() + ": " + file.what());
    line(out, "spectra", String.valueOf(file.spectra()));
    line(out, "axis", file.axis().toString());
    line(out, "quantity", file.quantity().value().id() + " (" + file.quantity().from() + ")");
    line(out, "geometry", file.geometry().width() + " × " + file.geometry().height() + " pixels");
    line(out, "places", file.places().map(Places::toString).orElse("not stated"));
    line(out, "instrument", file.instrument().orElse("not stated"));
    line(
        out,
        "acquired",
        file.acquired().map(time -> time.value() + " (" + time.from() + ")").orElse("not stated"));
    line(
        out,
        "passed over",
        file.passedOver().isEmpty() ? "nothing" : String.join(", ", file.passedOver()));
    file.notes().forEach(note -> line(out, "note", note));
  }

  private static void line(PrintWriter out, String what, String text) {
    out.printf("%-12s %s%n", what, text.replaceAll("\\p{Cntrl}", " "));
  }

  private static ObjectNode json(String name, Understood file) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("name", name).put("format", file.format()).put("is", file.what());
    answer.put("spectra", file.spectra());
    ObjectNode axis = answer.putObject("axis");
    axis.put("points", file.axis().values().size()).put("numbered", file.axis().numbered());
    axis.put("first", file.axis().values().min()).put("last", file.axis().values().max());
    axis.put("kind", file.axis().values().kind().id()).put("from", file.axis().from());
    axis.put("unit", file.axis().unit().value().symbol());
    axis.put("unitFrom", file.axis().unit().from());
    ObjectNode quantity = answer.putObject("quantity");
    quantity.put("is", file.quantity().value().id()).put("from", file.quantity().from());
    ObjectNode geometry = answer.putObject("geometry");
    geometry.put("width", file.geometry().width()).put("height", file.geometry().height());
    file.places().ifPresent(places -> put(answer.putObject("places"), places));
    file.instrument().ifPresent(instrument -> answer.put("instrument", instrument));
    file.acquired().ifPresent(time -> answer.put("acquired", time.value().toString()));
    file.passedOver().forEach(answer.putArray("passedOver")::add);
    file.notes().forEach(answer.putArray("notes")::add);
    return answer;
  }

  private static void put(ObjectNode answer, Places places) {
    number(answer, "originX", places.originX());
    number(answer, "originY", places.originY());
    number(answer, "stepX", places.stepX());
    number(answer, "stepY", places.stepY());
    answer.put("rotationDegrees", places.rotationDegrees());
    answer.put("unit", places.unit()).put("from", places.from());
  }

  private static void number(ObjectNode answer, String name, double value) {
    if (!Double.isNaN(value)) {
      answer.put(name, value);
    }
  }
}
