package org.spectrastreams.cli.sending;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.cli.options.FileOptions;
import org.spectrastreams.cli.options.Progress;
import org.spectrastreams.cli.options.SourceOptions;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.broker.BrokerAddress;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.tracing.Tracer;
import org.spectrastreams.wire.block.BlockEncoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spectra replay FILE --pipeline P}: sends spectra to a running service and waits. */
@Command(
    name = "replay",
    description = {
      "Send the spectra of a file or a sample to a running service, as they came, and print what",
      "became of them. Exit status 1 if any of them has no result."
    },
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SourceOptions input;
  @Mixin private ConfigOptions configuration;
  @Mixin private SendOptions sending;

  @Option(
      names = "--image",
      paramLabel = "ID",
      description = "The image's id: A-Z a-z 0-9 . _ - (default: the file's name and the time).")
  private String image;

  @Option(
      names = "--new-scan",
      description =
          "Have everything scored anew, also what was sent to this image before: a replay that was"
              + " broken off goes on by itself, and nothing is scored twice.")
  private boolean newScan;

  @Option(
      names = "--no-wait",
      description = "End when everything is sent, without waiting for what becomes of it.")
  private boolean noWait;

  @Option(
      names = "--json",
      description = "Print what was sent and what became of it as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    sending.require();
    try {
      ServiceConfig config = configuration.load();
      sending.requirePipeline(config);
      try (SpectrumSource source = input.open()) {
        spec.commandLine().getErr().println(FileOptions.understood(source));
        spec.commandLine().getErr().flush();
        String id = image != null ? image : ImageNames.withTime(source.name());
        return replay(source, id, config) ? 0 : 1;
      }
    } catch (IOException | KafkaException e) {
      spec.commandLine().getErr().println("replay: " + e.getMessage());
      return 1;
    }
  }

  private boolean replay(SpectrumSource source, String id, ServiceConfig config)
      throws IOException, InterruptedException {
    Map<String, Object> client = BrokerAddress.clientProperties(config);
    BlockEncoder blocks = new BlockEncoder(source, sending.pipeline(), id, sending.block());
    ImageScan scan =
        ImageScan.after(
            ImageScan.shown(client, config.topics().images(), id), blocks.fingerprint(), newScan);
    blocks.setGeneration(scan.generation());
    if (scan.since().isPresent()) {
      spec.commandLine()
          .getErr()
          .println(
              "image "
                  + id
                  + " was sent before: what has a result is not scored again (--new-scan has"
                  + " everything scored anew)");
    }
    try (Tracer tracer = SenderTraces.of(config, "replay");
        Replay replay = new Replay(client, config.topics().raw()).tracedBy(tracer);
        SentImages outcomes = noWait ? null : new SentImages(client, config.topics())) {
      if (outcomes != null) {
        outcomes.follow(id, scan.generation());
        outcomes.since(scan.since());
      }
      Progress progress = Progress.onStandardError(id, source.geometry().pixels());
      long all =
          replay.send(
              blocks,
              sending.pacing(),
              sent -> {
                progress.add(sent.spectra());
                if (outcomes != null) {
                  outcomes.sent(id, sent);
                }
              });
      progress.finish();
      if (noWait) {
        report(new ReplayReport(id, sending.pipeline(), all, null));
        return true;
      }
      outcomes.await(Duration.ofSeconds(sending.patienceSeconds()));
      ReplayReport report = new ReplayReport(id, sending.pipeline(), all, outcomes.counts(id));
      report(report);
      return report.isWhole();
    }
  }

  private void report(ReplayReport report) {
    spec.commandLine().getOut().println(json ? report.json() : report.text());
    spec.commandLine().getOut().flush();
  }
}
