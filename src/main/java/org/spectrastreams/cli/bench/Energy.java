package org.spectrastreams.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * The energy that a machine takes between two moments, as far as it tells: its processors by
 * Linux's counters (powercap, RAPL), its cards by what {@code nvidia-smi} says of their power ten
 * times a second. All processes of the machine are in it.
 */
final class Energy implements AutoCloseable {
  private static final Path COUNTERS = Path.of("/sys/class/powercap");
  private static final List<String> CARDS =
      List.of(
          "nvidia-smi",
          "--query-gpu=index,power.draw",
          "--format=csv,noheader,nounits",
          "--loop-ms=100");

  /** Packages of processors, not the parts of one. */
  private static final String PACKAGES = "intel-rapl:[0-9]*";

  private final Path counters;
  private final Map<Path, Double> before;
  private final long start = System.nanoTime();
  private final Process cards;
  private final Map<String, Power> power = new LinkedHashMap<>();
  private final Thread reader;

  /** What was said of a card's power, in W. */
  private static final class Power {
    private double sum;
    private int count;
  }

  /** From now on. */
  static Energy fromNow() {
    return new Energy(COUNTERS, CARDS);
  }

  /**
   * From now on, by other sources.
   *
   * @param counters folder of the processors' counters
   * @param cards a program that writes lines of a card's number and its power in W
   */
  Energy(Path counters, List<String> cards) {
    this.counters = counters;
    this.before = read();
    this.cards = start(cards);
    this.reader = new Thread(this::listen, "bench-power");
    reader.setDaemon(true);
    reader.start();
  }

  private static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException noCards) {
      return null;
    }
  }

  private void listen() {
    if (cards == null) {
      return;
    }
    try (BufferedReader lines = cards.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        add(line.split(","));
      }
    } catch (IOException ended) {
      return; // what was read counts
    }
  }

  private void add(String[] said) {
    try {
      double watts = Double.parseDouble(said[said.length - 1].strip());
      synchronized (power) {
        Power of = power.computeIfAbsent(said[0].strip(), card -> new Power());
        of.sum += watts;
        of.count++;
      }
    } catch (NumberFormatException notKnown) {
      return; // "[N/A]" of a card that does not tell
    }
  }

  /**
   * Every counter in J; those that cannot be read are left out, as they mostly are but for root.
   */
  private Map<Path, Double> read() {
    Map<Path, Double> joules = new LinkedHashMap<>();
    if (!Files.isDirectory(counters)) {
      return joules;
    }
    try (DirectoryStream<Path> packages = Files.newDirectoryStream(counters, PACKAGES)) {
      for (Path one : packages) {
        if (one.getFileName().toString().chars().filter(c -> c == ':').count() == 1) {
          number(one.resolve("energy_uj")).ifPresent(micro -> joules.put(one, micro / 1e6));
        }
      }
    } catch (IOException noneToBeRead) {
      joules.clear();
    }
    return joules;
  }

  private static OptionalDouble number(Path file) {
    try {
      return OptionalDouble.of(Double.parseDouble(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException notTold) {
      return OptionalDouble.empty();
    }
  }

  /** What the processors took so far, in J; empty where they do not tell. */
  OptionalDouble processors() {
    Map<Path, Double> now = read();
    if (before.isEmpty() || !now.keySet().equals(before.keySet())) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (Map.Entry<Path, Double> one : now.entrySet()) {
      double more = one.getValue() - before.get(one.getKey());
      // The counter begins anew behind its greatest value.
      sum +=
          more >= 0
              ? more
              : more + number(one.getKey().resolve("max_energy_range_uj")).orElse(0) / 1e6;
    }
    return OptionalDouble.of(sum);
  }

  /** What the cards took so far, by their mean power, in J; empty where none tells. */
  OptionalDouble cards() {
    double seconds = (System.nanoTime() - start) / 1e9;
    synchronized (power) {
      return power.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(
              power.values().stream().mapToDouble(one -> one.sum / one.count * seconds).sum());
    }
  }

  /**
   * Writes what both took so far; null where they do not tell.
   *
   * @param spectra that were scored meanwhile
   */
  void write(ObjectNode answer, long spectra) {
    put(answer, "processors", processors(), spectra);
    put(answer, "cards", cards(), spectra);
  }

  private static void put(ObjectNode answer, String of, OptionalDouble joules, long spectra) {
    if (joules.isEmpty()) {
      answer.putNull(of + "Joules");
      return;
    }
    answer.put(of + "Joules", ProcessorTimes.rounded(joules.getAsDouble(), 10));
    answer.put(
        of + "MillijoulesASpectrum",
        ProcessorTimes.rounded(1000 * joules.getAsDouble() / spectra, 1000));
  }

  /** Ends the watching of cards. */
  @Override
  public void close() throws InterruptedException {
    if (cards != null) {
      cards.destroy();
      if (!cards.waitFor(5, TimeUnit.SECONDS)) {
        cards.destroyForcibly();
      }
    }
    reader.join();
  }
}
