package org.spectrastreams.stream.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.stream.asking.ExplainMetrics;
import org.spectrastreams.stream.asking.ExplainQueue;
import org.spectrastreams.stream.asking.ExplainSettings;
import org.spectrastreams.stream.asking.ExplainTopology;
import org.spectrastreams.stream.asking.SpectrumExplainer;
import org.spectrastreams.stream.broker.ClientSettings;
import org.spectrastreams.stream.broker.RecordReader;
import org.spectrastreams.stream.broker.SetAside;
import org.spectrastreams.stream.config.DataFolder;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.pipeline.CurrentDeployment;
import org.spectrastreams.wire.ServiceVersion;

/** The explain topology with its engines and the reader of the raw topic. */
final class Asking {
  private static final Duration READ_BACK = Duration.ofSeconds(5);

  private final RunningTopology running;

  /**
   * Prepares everything; nothing runs yet.
   *
   * @param parts closes what this opens: the thread, then reader and engines
   */
  Asking(
      Parts parts,
      ServiceConfig config,
      Cluster cluster,
      DataFolder folder,
      CurrentDeployment deployment,
      EngineHost host,
      SetAside setAside,
      MeterRegistry registry) {
    SpectrumExplainer explainer =
        parts.keep(
            new SpectrumExplainer(
                deployment,
                host,
                Optional.of(config.openModelStore()),
                config.explainSamplesMax(),
                ServiceVersion.current()));
    RecordReader reader =
        parts.keep(
            new RecordReader(
                cluster.clientProperties(), config.applicationId() + "-read-back", 1, READ_BACK));
    ExplainSettings settings =
        new ExplainSettings(
            explainer,
            reader::read,
            config.topics().raw(),
            cluster.partitions(config.topics().raw()),
            new ExplainQueue(config.explainQueue()),
            config.explainTimeoutMillis(),
            new ExplainMetrics(registry),
            ServiceVersion.current());
    running =
        new RunningTopology(
            "explanations",
            1,
            ExplainTopology.of(config.topics(), settings, setAside),
            ClientSettings.explain(cluster.config(), cluster.bootstrapServers(), folder),
            setAside,
            () -> cluster.failure().isPresent());
    parts.keep(running::close);
  }

  RunningTopology running() {
    return running;
  }
}
