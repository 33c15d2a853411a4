package org.spectrastreams.formats.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * Chooses what to read of a file of PTIR Studio (its fourth layout): groups {@code Measurement_…}
 * with the wavenumbers as attributes, in each a group {@code Channel_…} for every signal.
 * Backgrounds and measurements that were unchecked are passed over. Read is one hyperspectral
 * measurement, or all single spectra of one axis as a list; {@code --dataset} names a measurement,
 * {@code --channel} a signal by its label where there are several.
 */
final class PtirMeasurements {
  private static final String MEASUREMENT = "Measurement";

  private final Hdf hdf;
  private final Path path;
  private final OpenOptions options;
  private final List<String> passedOver = new ArrayList<>();

  private PtirMeasurements(Hdf hdf, OpenOptions options) {
    this.hdf = hdf;
    this.path = hdf.path();
    this.options = options;
  }

  /** Whether a file is one of PTIR Studio. */
  static boolean isPtir(Hdf hdf) throws IOException {
    Map<String, Node> children = hdf.children(hdf.root());
    if (isFifth(hdf)) {
      return true;
    }
    for (Map.Entry<String, Node> child : children.entrySet()) {
      if (child.getKey().startsWith(MEASUREMENT)
          && child.getValue() instanceof Group group
          && hdf.facts(group).containsKey("rangewavenumberstart")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFifth(Hdf hdf) throws IOException {
    return "PTIR5".equals(hdf.facts(hdf.root()).get("doctype"));
  }

  /** Opens a file, which the source closes. */
  static FileSource open(Hdf hdf, OpenOptions options) throws IOException {
    if (isFifth(hdf)) {
      throw SpectrumFileException.ofFile(
          hdf.path(),
          "a Photothermal file of the fifth layout (PTIR5)",
          "one of the fourth, or in PTIR Studio: select the spectra, Export, as CSV");
    }
    if (options.choice(ReadChoice.AXIS_DATASET).isPresent()
        || options.choice(ReadChoice.LAYOUT).isPresent()) {
      throw SpectrumFileException.ofFile(
          hdf.path(), "--axis-dataset or --layout for a Photothermal file", "neither of them");
    }
    options.requireNoAxis(hdf.path());
    return new PtirMeasurements(hdf, options).open();
  }

  private FileSource open() throws IOException {
    Map<String, Map<PtirMeasurement, Dataset>> signals = signals();
    if (signals.isEmpty()) {
      throw SpectrumFileException.ofFile(path, "no measured spectra", "a file with spectra");
    }
    Optional<String> asked = options.choice(ReadChoice.CHANNEL);
    String label;
    if (asked.isPresent()) {
      label =
          signals.keySet().stream()
              .filter(known -> known.equalsIgnoreCase(asked.get().strip()))
              .findFirst()
              .orElseThrow(() -> channel("--channel " + asked.get(), signals));
    } else if (signals.size() == 1) {
      label = signals.keySet().iterator().next();
    } else {
      throw channel(signals.size() + " signals", signals);
    }
    signals.keySet().stream()
        .filter(other -> !other.equals(label))
        .forEach(other -> passedOver.add("signal \"" + other + "\""));
    return measured(label, signals.get(label));
  }

  private SpectrumFileException channel(String found, Map<String, ?> signals) {
    return SpectrumFileException.ofFile(
        path,
        found,
        "one of them: say --channel with "
            + signals.keySet().stream()
                .limit(12)
                .map(label -> "\"" + label + "\"")
                .collect(Collectors.joining(" or ")));
  }

  /** The measurements and their numbers, by the signals' labels. */
  private Map<String, Map<PtirMeasurement, Dataset>> signals() throws IOException {
    Map<String, Map<PtirMeasurement, Dataset>> signals = new LinkedHashMap<>();
    for (Map.Entry<String, Node> child : new TreeMap<>(hdf.children(hdf.root())).entrySet()) {
      if (!child.getKey().startsWith(MEASUREMENT) || !(child.getValue() instanceof Group group)) {
        passedOver.add(child.getKey());
        continue;
      }
      PtirMeasurement measurement = PtirMeasurement.of(path, child.getKey(), hdf.facts(group));
      if (measurement.isPassedOver()) {
        passedOver.add(child.getKey() + " (a background, or not checked)");
        continue;
      }
      for (Map.Entry<String, Node> inner : hdf.children(group).entrySet()) {
        if (inner.getKey().startsWith("Channel") && inner.getValue() instanceof Group channel) {
          Map<String, String> facts = hdf.facts(channel);
          Node data = hdf.children(channel).get("Raw_Data");
          if (data instanceof Dataset dataset) {
            String label =
                facts.getOrDefault("label", facts.getOrDefault("datasignal", inner.getKey()));
            signals.computeIfAbsent(label, name -> new LinkedHashMap<>()).put(measurement, dataset);
          }
        }
      }
    }
    return signals;
  }

  private FileSource measured(String label, Map<PtirMeasurement, Dataset> all) throws IOException {
    Map<PtirMeasurement, Dataset> chosen = new LinkedHashMap<>(all);
    Optional<String> asked = options.choice(ReadChoice.DATASET);
    if (asked.isPresent()) {
      chosen.keySet().removeIf(measurement -> !measurement.isCalled(asked.get().strip()));
    }
    List<PtirMeasurement> images =
        chosen.keySet().stream().filter(PtirMeasurement::isImage).toList();
    PtirMeasurement first = chosen.isEmpty() ? null : chosen.keySet().iterator().next();
    boolean mixed = images.size() > 1 || (images.size() == 1 && chosen.size() > 1);
    boolean axes = chosen.keySet().stream().anyMatch(measurement -> !measurement.hasAxisOf(first));
    if (chosen.isEmpty() || mixed || axes) {
      throw SpectrumFileException.ofFile(
          path,
          asked.isPresent() && chosen.isEmpty()
              ? "--dataset " + asked.get()
              : chosen.size() + (axes ? " measurements on axes of their own" : " measurements"),
          "one: say --dataset with "
              + all.keySet().stream()
                  .limit(12)
                  .map(PtirMeasurement::toString)
                  .collect(Collectors.joining(" or ")));
    }
    for (Dataset dataset : chosen.values()) {
      hdf.requireReadable(dataset);
    }
    return PtirSpectra.source(hdf, options, label, chosen, passedOver);
  }
}
