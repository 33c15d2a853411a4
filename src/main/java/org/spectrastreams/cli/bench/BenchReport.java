package org.spectrastreams.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spectrastreams.model.ModelPackage;

/** A measurement as JSON, and as text for whoever reads it. */
final class BenchReport {
  private BenchReport() {}

  /** One object with everything. */
  static ObjectNode json(ModelPackage model, int threads, Figures figures) {
    double engine = figures.engineSpectraPerSecond();
    double end = figures.endToEndSpectraPerSecond();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("engineSpectraPerSecond", Math.round(engine));
    answer.put("endToEndSpectraPerSecond", Math.round(end));
    answer.put("ratio", ProcessorTimes.rounded(end / engine, 1000));
    answer.put(
        "ratioByProcessorTime", ProcessorTimes.rounded(figures.ratioByProcessorTime(), 1000));
    if (figures.full().isEmpty()) {
      answer.putNull("fullEndToEndSpectraPerSecond");
    } else {
      answer.put("fullEndToEndSpectraPerSecond", Math.round(figures.fullSpectraPerSecond()));
      answer.put("fullRatio", ProcessorTimes.rounded(figures.fullSpectraPerSecond() / end, 1000));
    }
    answer.put(
        "engineBytesAllocatedPerSpectrum",
        ProcessorTimes.rounded(figures.engineBytesPerSpectrum(), 10));
    answer.put("model", model.id().toString());
    answer.put("members", model.members());
    answer.put("points", model.axis().size());
    answer.put("activationMap", true);
    answer.put("threads", threads);
    answer.put("cores", Runtime.getRuntime().availableProcessors());
    answer.put("simulated", true);
    ArrayNode engineRounds = answer.putArray("engineRounds");
    figures.engine().forEach(round -> engineRounds.add(Math.round(round.spectraPerSecond())));
    rounds(answer, "endToEndRounds", figures.endToEnd());
    rounds(answer, "fullEndToEndRounds", figures.full());
    ObjectNode times = answer.putObject("processorTime");
    figures.engineTimes().write(times.putObject("engine"), figures.engineSpectra(), threads);
    passages(times, "endToEnd", figures.endToEnd(), threads);
    passages(times, "fullEndToEnd", figures.full(), threads);
    return answer;
  }

  private static void rounds(ObjectNode answer, String key, List<EndToEnd.Passage> passages) {
    ArrayNode rounds = answer.putArray(key);
    passages.forEach(passage -> rounds.add(Math.round(passage.spectraPerSecond())));
  }

  private static void passages(
      ObjectNode times, String key, List<EndToEnd.Passage> passages, int threads) {
    if (!passages.isEmpty()) {
      Figures.times(passages).write(times.putObject(key), Figures.spectra(passages), threads);
    }
  }

  /** The same for the eye: the figures, then where the processors' time went. */
  static void text(PrintWriter out, ModelPackage model, int threads, Figures figures) {
    double engine = figures.engineSpectraPerSecond();
    double end = figures.endToEndSpectraPerSecond();
    out.printf(
        Locale.ROOT,
        "%s: %d members, %d points, with activation maps, %d threads%n"
            + "engine      %8.0f spectra/s (%.1f bytes allocated a spectrum)%n"
            + "end to end  %8.0f spectra/s%n"
            + "ratio       %8.3f (%.3f were no processor ever idle)%n",
        model.id(),
        model.members(),
        model.axis().size(),
        threads,
        engine,
        figures.engineBytesPerSpectrum(),
        end,
        end / engine,
        figures.ratioByProcessorTime());
    out.println(
        figures.full().isEmpty()
            ? "explained         not measured: the model's package has no explanations"
            : String.format(
                Locale.ROOT,
                "explained   %8.0f spectra/s, %.3f of those without contexts",
                figures.fullSpectraPerSecond(),
                figures.fullSpectraPerSecond() / end));
    table(out, threads, figures);
  }

  /** What was measured besides, a line each. */
  static void further(PrintWriter out, JsonNode answer) {
    out.println("commits " + answer.path("commits"));
    for (String reader : List.of("committed", "uncommitted")) {
      JsonNode latency = answer.path("latency").path(reader);
      if (latency.isObject()) {
        out.printf(
            Locale.ROOT,
            "results %s at %d spectra/s: half within %.1f ms, 99 %% within %.1f ms%n",
            reader,
            answer.path("latency").path("spectraPerSecond").asLong(),
            latency.path("p50Millis").asDouble(),
            latency.path("p99Millis").asDouble());
      }
    }
    for (String table : List.of("batches", "images", "instances", "peers")) {
      answer.path(table).forEach(row -> out.println(table + " " + row));
    }
    if (answer.has("energy")) {
      out.println("energy " + answer.path("energy"));
    }
    if (answer.has("baseline")) {
      Baseline.lines(answer.path("baseline")).forEach(out::println);
    }
  }

  /** A column of the table. */
  private record Column(String name, ProcessorTimes times, long spectra) {}

  private static void table(PrintWriter out, int threads, Figures figures) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("engine", figures.engineTimes(), figures.engineSpectra()));
    columns.add(column("end to end", figures.endToEnd()));
    if (!figures.full().isEmpty()) {
      columns.add(column("explained", figures.full()));
    }
    StringBuilder text = new StringBuilder("processor time, µs a spectrum  ");
    columns.forEach(column -> text.append(String.format(Locale.ROOT, "%12s", column.name())));
    for (Worker worker : Worker.values()) {
      text.append(String.format(Locale.ROOT, "%n  %-29s", worker.key()));
      columns.forEach(
          column -> cell(text, 1e6 * column.times().of(worker) / column.spectra(), "%12.1f"));
    }
    text.append(String.format(Locale.ROOT, "%n  %-29s", "all"));
    columns.forEach(
        column -> cell(text, 1e6 * column.times().total() / column.spectra(), "%12.1f"));
    text.append(String.format(Locale.ROOT, "%n%-31s", "threads that score had no work"));
    columns.forEach(column -> cell(text, column.times().idle(threads), "%12.3f"));
    text.append(String.format(Locale.ROOT, "%n%-31s", "… waited for a processor"));
    columns.forEach(
        column ->
            cell(text, column.times().waited() / (threads * column.times().seconds()), "%12.3f"));
    text.append(String.format(Locale.ROOT, "%n%-31s", "other processes had"));
    columns.forEach(column -> cell(text, column.times().others(), "%12.3f"));
    out.println(text);
  }

  private static Column column(String name, List<EndToEnd.Passage> passages) {
    return new Column(name, Figures.times(passages), Figures.spectra(passages));
  }

  private static void cell(StringBuilder text, double value, String format) {
    text.append(Double.isNaN(value) ? "           –" : String.format(Locale.ROOT, format, value));
  }
}
