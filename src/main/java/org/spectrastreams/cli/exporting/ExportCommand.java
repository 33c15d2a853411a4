package org.spectrastreams.cli.exporting;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.export.ExportFormat;
import org.spectrastreams.export.Exports;
import org.spectrastreams.export.MapSnapshot;
import org.spectrastreams.export.ResultRecords;
import org.spectrastreams.server.exports.TopicExport;
import org.spectrastreams.stream.broker.BrokerAddress;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.wire.BlockLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spectra export}: an image of a running service as a file. */
@Command(
    name = "export",
    description = {
      "Write an image as a file: its map as OME-TIFF, OME-Zarr or a picture, the",
      "results of its pixels as CSV or Parquet, or a report for people. What has no",
      "result is missing in it, never zero."
    },
    mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
  private static final String ZARR_FOLDER = ".ome.zarr";

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;

  @Parameters(paramLabel = "IMAGE", description = "The image's id.")
  private String image;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "ome-tiff (default), ome-zarr (a folder, or a file where --to ends with .zip), png, csv,"
              + " parquet, report.")
  private String format = ExportFormat.OME_TIFF.id();

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "This layer alone; a png is of one layer, class unless another is named.")
  private String layer = "";

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Where to; - for stdout. Default: the image's id with the format's ending.")
  private String to;

  @Option(
      names = "--overwrite",
      description = "Write over a file, or a folder of OME-Zarr, that is there.")
  private boolean overwrite;

  @Override
  public Integer call() throws InterruptedException {
    if (!BlockLimits.isImageId(image)) {
      throw new ParameterException(spec.commandLine(), "IMAGE is no image id: " + image);
    }
    ExportFormat wanted =
        ExportFormat.find(format)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "--format %s; expected one of %s"
                            .formatted(format, Arrays.toString(ExportFormat.values()))));
    try {
      ServiceConfig config = configuration.load();
      TopicExport source =
          new TopicExport(BrokerAddress.clientProperties(config), config.topics(), image);
      MapSnapshot snapshot = source.snapshot(config.openModelStore()).only(layer);
      ResultRecords results =
          Exports.needsResults(wanted) ? source.results(snapshot) : visitor -> 0;
      write(wanted, snapshot, results);
      return 0;
    } catch (FileAlreadyExistsException e) {
      spec.commandLine()
          .getErr()
          .println("export: " + e.getMessage() + " is there already; --overwrite, or another --to");
    } catch (IOException | KafkaException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("export: " + e.getMessage());
    }
    return 1;
  }

  private void write(ExportFormat wanted, MapSnapshot snapshot, ResultRecords results)
      throws IOException, InterruptedException {
    if ("-".equals(to)) {
      Exports.write(wanted, snapshot, results, System.out);
      System.out.flush();
      return;
    }
    boolean folder = wanted == ExportFormat.OME_ZARR && (to == null || !to.endsWith(".zip"));
    String suffix = layer.isEmpty() ? "" : "-" + layer.replace(':', '-');
    Path file =
        Path.of(to != null ? to : image + suffix + (folder ? ZARR_FOLDER : wanted.ending()));
    if (folder) {
      WholeFolder.write(file, overwrite, whole -> Exports.writeZarr(snapshot, whole));
    } else {
      writeWhole(wanted, snapshot, results, file);
    }
    spec.commandLine().getOut().println(file);
  }

  /** Under another name until it is whole: what is there is a whole file. */
  private void writeWhole(
      ExportFormat wanted, MapSnapshot snapshot, ResultRecords results, Path file)
      throws IOException, InterruptedException {
    if (!overwrite && Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(
                  part,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE))) {
        Exports.write(wanted, snapshot, results, out);
      }
      Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
