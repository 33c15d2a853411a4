package org.spectrastreams.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.server.SpectraServer;
import org.spectrastreams.server.access.ListeningRules;
import org.spectrastreams.server.access.TlsKeys;
import org.spectrastreams.server.startup.BrokerWait;
import org.spectrastreams.server.startup.FreePorts;
import org.spectrastreams.stream.config.DataFolder;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.service.StreamService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spectra serve}: the service until it is told to stop. */
@Command(
    name = "serve",
    description = {
      "Run the service: the embedded broker, or the cluster of kafka.bootstrap.servers; the",
      "topologies; the viewer. SIGTERM or Ctrl-C stops it in order."
    },
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final long CLOSE_MILLIS = 60_000;
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;

  @Option(names = "--json", description = "Say where it is as one JSON object.")
  private boolean json;

  private volatile String reason;

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stopAndWait(stopped, closed), "serve-stop"));
    try {
      ServiceConfig config = configuration.load().withFixedBrokerPort();
      ListeningRules.require(config);
      TlsKeys.require(config);
      FreePorts.require(config);
      warnOfTemporaryFolder(config);
      Optional<Started> started = BrokerWait.start(config, stopped, () -> Started.with(config));
      if (started.isEmpty()) {
        return 0;
      }
      try (StreamService service = started.get().service();
          SpectraServer server = SpectraServer.start(service, config, started.get().registry())) {
        report(service, server);
        CompletableFuture<Void> end = service.end().thenAccept(why -> stop(why, stopped));
        stopped.await();
        end.cancel(false);
      }
      return reason == null ? 0 : 1;
    } catch (IOException | ServiceStartException | IllegalStateException e) {
      spec.commandLine().getErr().println("serve: " + e.getMessage());
      return 1;
    } finally {
      closed.countDown();
    }
  }

  /** A service, and the metrics of that service alone: not of a start before it that failed. */
  private record Started(StreamService service, PrometheusMeterRegistry registry) {
    static Started with(ServiceConfig config) {
      PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      return new Started(StreamService.startWithEveryModel(config, registry), registry);
    }
  }

  private static void warnOfTemporaryFolder(ServiceConfig config) {
    if (config.hasEmbeddedBroker() && DataFolder.mayBeCleared(config.dataDir())) {
      LOG.warn(
          "data.dir {} lies where the system keeps temporary files: it may delete them, spectra and"
              + " results with them; set data.dir to a folder that stays",
          config.dataDir());
    }
  }

  private void stop(String why, CountDownLatch stopped) {
    reason = why;
    spec.commandLine().getErr().println("serve: stops: " + why);
    stopped.countDown();
  }

  // The JVM ends when its hooks have: this one waits until everything is closed, but not for the
  // main thread, which may itself be waiting for the JVM to end.
  private static void stopAndWait(CountDownLatch stopped, CountDownLatch closed) {
    stopped.countDown();
    try {
      if (!closed.await(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        System.err.println("serve: not everything was closed in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(StreamService service, SpectraServer server) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer.put("viewer", server.address().toString());
      answer.put("bootstrapServers", service.bootstrapServers());
      out.println(answer);
    } else {
      out.println("Viewer: " + server.address());
      out.println("Kafka:  " + service.bootstrapServers());
    }
    out.flush();
  }
}
