package org.spectrastreams.cli.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spectrastreams.cli.options.SaidOptions;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.train.data.DataRequest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which labelled spectra a command trains or tests with. Use it as a {@code @Mixin}. */
final class DataOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--data",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Labelled spectra: a table with a column of classes, a labelled image, several files, or"
              + " a folder with a folder of files for each class.")
  private List<Path> data = List.of();

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "The column that holds the class; default: what the file calls its label, or the folder"
              + " that a file lies in.")
  private String label;

  @Option(
      names = "--label-image",
      paramLabel = "FILE",
      description =
          "An image of the classes of a map's pixels, of the same size exactly: a PNG, the header"
              + " of an ENVI classification, or a grid of text.")
  private Path labelImage;

  @Option(
      names = "--label-names",
      split = ",",
      paramLabel = "CODE=NAME",
      description =
          "What the grey levels, colours (#rrggbb) or numbers of that image mean; pixels of others"
              + " have no label. Default: its own names.")
  private Map<String, String> labelNames = new LinkedHashMap<>();

  @Option(
      names = "--group",
      paramLabel = "COLUMN",
      description =
          "The column that holds the patient, sample or file: groups are never parted; default:"
              + " the file where there are several.")
  private String group;

  @Option(
      names = "--split",
      paramLabel = "groups|spectra",
      defaultValue = "groups",
      description =
          "spectra: split spectra one by one, even of one image or patient. The figures then"
              + " flatter, and the card says so. Default: ${DEFAULT-VALUE}.")
  private String split = "groups";

  @Option(
      names = "--blocks",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "The blocks of contiguous columns that one labelled image is split into; default:"
              + " ${DEFAULT-VALUE}.")
  private int blocks = DataRequest.BLOCKS;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "1500",
      description =
          "The most spectra that are used; of more, every group gives the same part; default:"
              + " ${DEFAULT-VALUE}.")
  private int most = DataRequest.MOST;

  @Option(
      names = "--alike",
      paramLabel = "R",
      description =
          "Of a list of which nobody says what belongs together: spectra that correlate above R"
              + " (as 0.999) are one group, as are those that a chain of such spectra joins.")
  private Double alike;

  @Mixin private SaidOptions said;

  /** Whether data were named. */
  boolean isGiven() {
    return !data.isEmpty();
  }

  /** Whether a column of classes was named. */
  boolean namesLabel() {
    return label != null;
  }

  /** The first file or folder. */
  Path first() {
    return data.get(0);
  }

  /**
   * What was asked for.
   *
   * @throws ParameterException if an option has no such value
   * @throws IOException if a file that an option names cannot be read
   */
  DataRequest request() throws IOException {
    if (!split.equals("groups") && !split.equals("spectra")) {
      throw wrong("--split " + split + ": expected groups or spectra");
    }
    if (blocks < 2) {
      throw wrong("--blocks " + blocks + ": expected 2 or more");
    }
    if (most < 6) {
      throw wrong("--most " + most + ": expected 6 or more");
    }
    if (labelImage == null && !labelNames.isEmpty()) {
      throw wrong("--label-names names codes of an image: give it with --label-image");
    }
    if (labelImage != null && (data.size() != 1 || label != null)) {
      throw wrong("--label-image labels one map: give one --data FILE, and no --label");
    }
    DataRequest request =
        new DataRequest(
            data,
            Optional.ofNullable(label),
            Optional.ofNullable(group),
            options(),
            split.equals("spectra"),
            blocks,
            most);
    if (alike != null) {
      try {
        request = request.groupedAbove(alike);
      } catch (IllegalArgumentException otherwise) {
        throw wrong("--alike " + alike + ": " + otherwise.getMessage());
      }
    }
    return labelImage == null ? request : request.labelledBy(labelImage, labelNames);
  }

  private OpenOptions options() throws IOException {
    try {
      return said.said().over(OpenOptions.NONE);
    } catch (IllegalArgumentException unknown) {
      throw wrong(unknown.getMessage());
    }
  }

  /** The options as they are typed, for a card; files by their names alone. */
  String typed() {
    StringBuilder line = new StringBuilder("--data");
    data.forEach(file -> line.append(' ').append(file.getFileName()));
    append(line, "--label", label);
    append(line, "--label-image", labelImage == null ? null : "" + labelImage.getFileName());
    append(
        line,
        "--label-names",
        labelNames.isEmpty()
            ? null
            : labelNames.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(",")));
    append(line, "--group", group);
    append(line, "--split", split.equals("groups") ? null : split);
    append(line, "--blocks", blocks == DataRequest.BLOCKS ? null : String.valueOf(blocks));
    append(line, "--alike", alike == null ? null : String.valueOf(alike));
    append(line, "--most", most == DataRequest.MOST ? null : String.valueOf(most));
    said.said().words().forEach((option, word) -> append(line, option, word));
    if (said.said().overrule()) {
      line.append(" --overrule");
    }
    return line.toString();
  }

  private static void append(StringBuilder line, String option, String value) {
    if (value != null) {
      line.append(' ')
          .append(option)
          .append(' ')
          .append(value.contains(" ") ? "'" + value + "'" : value);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
