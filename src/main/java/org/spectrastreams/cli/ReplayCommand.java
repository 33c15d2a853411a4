package org.spectrastreams.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.broker.BrokerAddress;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.wire.BlockEncoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spectra replay FILE --pipeline P}: sends spectra to a running service. */
@Command(
    name = "replay",
    description = "Send the spectra of a file or a sample to a running service, as they came.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SourceOptions input;
  @Mixin private ConfigOptions configuration;

  @Option(
      names = "--pipeline",
      required = true,
      paramLabel = "NAME",
      description = "The pipeline that shall score them.")
  private String pipeline;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = SpectraASecond.class,
      description = "Spectra a second; as fast as the service's broker takes them by default.")
  private Double rate;

  @Option(
      names = "--image",
      paramLabel = "ID",
      description = "The image's id: A-Z a-z 0-9 . _ - (default: the file's name and the time).")
  private String image;

  @Option(
      names = "--block",
      paramLabel = "N",
      description = "The most spectra of one record (default: ${DEFAULT-VALUE}).")
  private int block = BlockEncoder.MAX_SPECTRA;

  @Option(names = "--json", description = "Print what was sent as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (block < 1) {
      throw new ParameterException(
          spec.commandLine(), "--block " + block + ": expected 1 or more spectra");
    }
    try {
      ServiceConfig config = configuration.load();
      Pipelines pipelines = Pipelines.load(config.pipelinesDir());
      if (pipelines.find(pipeline).isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "--pipeline "
                + pipeline
                + ": no such pipeline in "
                + config.pipelinesDir()
                + "; there are "
                + String.join(", ", pipelines.names()));
      }
      try (SpectrumSource source = input.open();
          Replay replay =
              new Replay(BrokerAddress.clientProperties(config), config.topics().raw())) {
        String id = image != null ? image : imageId(source.name());
        Progress progress = Progress.onStandardError(id, source.geometry().pixels());
        long sent =
            replay.send(
                new BlockEncoder(source, pipeline, id, block),
                rate == null ? Pacing.unlimited() : Pacing.perSecond(rate),
                progress::add);
        progress.finish();
        report(id, sent);
      }
      return 0;
    } catch (IOException e) {
      spec.commandLine().getErr().println("replay: " + e.getMessage());
      return 1;
    }
  }

  private void report(String id, long sent) {
    if (json) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer.put("image", id).put("pipeline", pipeline).put("spectraSent", sent);
      spec.commandLine().getOut().println(answer);
    } else {
      spec.commandLine().getOut().println(sent + " spectra sent as image " + id);
    }
    spec.commandLine().getOut().flush();
  }

  /** An id for an image of a file: its name in the allowed characters, and the time. */
  static String imageId(String sourceName) {
    return fileId(sourceName)
        + "-"
        + LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
  }

  /** A file's name in the characters that an image id may have. */
  static String fileId(String sourceName) {
    String name = sourceName.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
    return name.isEmpty() ? "image" : name.substring(0, Math.min(name.length(), 100));
  }
}
