package org.spectrastreams.cli.watching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.cli.options.ReadOptions;
import org.spectrastreams.cli.sending.ImageScan;
import org.spectrastreams.cli.sending.Replay;
import org.spectrastreams.cli.sending.ReplayReport;
import org.spectrastreams.cli.sending.SendOptions;
import org.spectrastreams.cli.sending.SenderTraces;
import org.spectrastreams.cli.sending.SentImages;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.stream.broker.BrokerAddress;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.tracing.Tracer;
import org.spectrastreams.wire.proto.Wire;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spectra watch FOLDER --pipeline P}: streams files as an instrument writes them. */
@Command(
    name = "watch",
    description = {
      "Send the spectra of the files in a folder to a running service, as an instrument writes"
          + " them:",
      "whole files, tiles of a mosaic as they appear, lines that are added to a list. What was sent"
          + " is",
      "noted in the broker's log: a watch that was killed goes on where it was, and sends no pixel"
          + " twice."
    },
    mixinStandardHelpOptions = true)
public final class WatchCommand implements Callable<Integer> {
  private static final int CLOSING_SECONDS = 20;

  @Spec private CommandSpec spec;
  @Mixin private ReadOptions reading;
  @Mixin private ConfigOptions configuration;
  @Mixin private SendOptions sending;

  @Parameters(paramLabel = "FOLDER", description = "The folder, with the folders in it.")
  private Path folder;

  @Option(
      names = "--once",
      description =
          "Send what is there, wait for what becomes of it, and end; exit status 1 if a spectrum"
              + " has no result or a measurement was not read.")
  private boolean once;

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      description =
          "How long a file must have stopped changing before it is read (default:"
              + " ${DEFAULT-VALUE}). Longer for instruments that pause while they write.")
  private double settle = 3;

  @Option(
      names = "--poll",
      paramLabel = "SECONDS",
      description =
          "How often to look even where the system tells of no change, as on network shares"
              + " (default: ${DEFAULT-VALUE}).")
  private double poll = 1;

  @Option(names = "--json", description = "Print the summary at the end as one JSON object.")
  private boolean json;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  @Override
  public Integer call() throws Exception {
    requirePositive("--settle", settle);
    requirePositive("--poll", poll);
    sending.require();
    Thread hook = new Thread(this::stopInOrder, "watch-stop");
    try {
      OpenOptions options = reading.options(OpenOptions.NONE);
      ServiceConfig config = configuration.load();
      sending.requirePipeline(config);
      if (!Files.isDirectory(folder)) {
        throw new IOException(folder + " is no folder: expected the one the instrument writes to");
      }
      Runtime.getRuntime().addShutdownHook(hook);
      return watch(folder.toRealPath(), options, config) ? 0 : 1;
    } catch (IOException | IllegalStateException | KafkaException e) {
      spec.commandLine().getErr().println("watch: " + e.getMessage());
      return 1;
    } finally {
      ended.countDown();
      removeHook(hook);
    }
  }

  private void requirePositive(String option, double value) {
    if (!(value > 0 && value <= 1e6)) {
      throw new ParameterException(
          spec.commandLine(), option + " " + value + ": expected a number above 0");
    }
  }

  private void stopInOrder() {
    stop.countDown();
    try {
      // The JVM ends when its hooks have: what was begun is committed before that.
      ended.await(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException closing) {
      // It is what stops the command.
    }
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private boolean watch(Path real, OpenOptions options, ServiceConfig config)
      throws IOException, InterruptedException {
    Map<String, Object> client = BrokerAddress.clientProperties(config);
    WatchTold told = new WatchTold(this::tell);
    // The transactions of a watch that was killed must be over before its log is read.
    try (Tracer tracer = SenderTraces.of(config, "watch");
        Replay replay =
            Replay.inTransactions(
                    client,
                    config.topics().raw(),
                    "spectra-watch-" + WatchLog.idOf(real, sending.pipeline()))
                .tracedBy(tracer);
        SentImages outcomes = new SentImages(client, config.topics());
        FolderNotices notices = new FolderNotices(real)) {
      WatchLog log = WatchLog.read(client, config.topics().watched(), real, sending.pipeline());
      PortionSender sender =
          new PortionSender(
              replay,
              config.topics().watched(),
              log,
              outcomes,
              new PortionSender.Cut(sending.pipeline(), sending.block()),
              sending.pacing(),
              sending.isPaced(),
              this::isStopped,
              WatchCommand::millis);
      Watcher watcher =
          new Watcher(
              real,
              options,
              log,
              sender,
              told,
              image -> newScan(client, config, log, image),
              Math.round(1000 * settle));
      follow(watcher, told, outcomes, notices);
      watcher.tellWaiting();
      int patience = sending.patienceSeconds();
      outcomes.await(Duration.ofSeconds(isStopped() ? Math.min(patience, 5) : patience));
      List<ReplayReport> images =
          outcomes.images().stream().map(id -> report(outcomes, id)).toList();
      WatchReport report =
          new WatchReport(
              images,
              outcomes.earlier(),
              told.refused(),
              told.notReadAndGone(),
              told.waiting(),
              told.skipped(),
              told.passedOver());
      spec.commandLine().getOut().println(json ? report.json() : report.text());
      spec.commandLine().getOut().flush();
      return report.isWhole();
    }
  }

  private void follow(Watcher watcher, WatchTold told, SentImages outcomes, FolderNotices notices)
      throws IOException, InterruptedException {
    long looksMillis = Math.max(1, Math.round(1000 * Math.min(poll, settle)));
    long last = millis();
    watcher.look(last);
    if (once) {
      watcher.takeNothingNewer();
    }
    // What goes on changing for so long is not there yet.
    long givenUp = 2 * (Math.round(1000 * settle) + looksMillis);
    while (!isStopped()
        && !(once
            && (watcher.isDone()
                || millis() - last
                    > (told.holdsBack() ? Stillness.LONGER_WHERE_RESERVED : 1) * givenUp))) {
      notices.watch(watcher.files());
      notices.await(looksMillis);
      if (watcher.look(millis())) {
        last = millis();
      }
      outcomes.poll(Duration.ZERO);
    }
  }

  private ReplayReport report(SentImages outcomes, String image) {
    return new ReplayReport(
        image, sending.pipeline(), outcomes.sent(image), outcomes.counts(image));
  }

  /** The time at which it begins, or more where that would not be later than all before it. */
  private static long newScan(
      Map<String, Object> client, ServiceConfig config, WatchLog log, String image) {
    long shown =
        ImageScan.shown(client, config.topics().images(), image)
            .map(Wire.ImageStatus::getGeneration)
            .orElse(0L);
    long known = log.generation(image).orElse(0L);
    long before = Long.compareUnsigned(shown, known) > 0 ? shown : known;
    long now = System.currentTimeMillis();
    return Long.compareUnsigned(now, before) > 0 ? now : before + 1;
  }

  private void tell(String line) {
    spec.commandLine().getErr().println(line.replaceAll("\\p{Cntrl}", " "));
    spec.commandLine().getErr().flush();
  }
}
