package org.spectrastreams.stream.service;

import java.util.Optional;
import org.apache.kafka.streams.Topology;
import org.spectrastreams.stream.audit.Auditor;
import org.spectrastreams.stream.broker.SetAside;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.maps.MapLayers;
import org.spectrastreams.stream.maps.MapSettings;
import org.spectrastreams.stream.maps.MapTopology;
import org.spectrastreams.stream.metrics.StreamMetrics;
import org.spectrastreams.stream.pipeline.KnownPipelines;
import org.spectrastreams.stream.score.ScorerPool;
import org.spectrastreams.stream.scoring.ResultEvents;
import org.spectrastreams.stream.scoring.ScoringTopology;
import org.spectrastreams.stream.tracing.Tracer;
import org.spectrastreams.wire.ServiceVersion;

/** The topologies of the service as a configuration wants them, without threads. */
public final class Topologies {
  private Topologies() {}

  /** Scoring and maps, which share threads: blocks → results → tiles and images. */
  public static Topology scoringAndMaps(
      ServiceConfig config,
      KnownPipelines pipelines,
      ScorerPool pool,
      StreamMetrics metrics,
      Optional<Auditor> auditor,
      SetAside setAside,
      Tracer tracer) {
    Topology topology = new Topology();
    String version = ServiceVersion.current();
    long kept = config.imageRetentionMillis();
    long longest = ScoringTopology.REMEMBERED.toMillis();
    ScoringTopology.addTo(
        topology,
        config.topics(),
        pool,
        metrics,
        auditor,
        new ResultEvents(config.resultsAreCloudEvents()),
        setAside,
        version,
        kept < 0 ? longest : Math.min(kept, longest),
        tracer);
    MapTopology.addTo(
        topology,
        config.topics(),
        new MapSettings(
            pipelines,
            MapLayers.found(),
            config.imageTimeoutSeconds() * 1000L,
            config.imageRetentionMillis(),
            version,
            tracer),
        metrics,
        setAside);
    return topology;
  }
}
