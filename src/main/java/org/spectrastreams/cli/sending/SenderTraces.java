package org.spectrastreams.cli.sending;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.tracing.Tracer;
import org.spectrastreams.wire.ServiceVersion;

/** The traces that begin with a block that a command sends. */
public final class SenderTraces {
  private SenderTraces() {}

  /**
   * Begins them where {@code tracing.endpoint} says so; the caller closes it, after what it traces.
   *
   * @param command whose spans they are, {@code service.instance.id}
   */
  public static Tracer of(ServiceConfig config, String command) {
    return config
        .tracingEndpoint()
        .map(
            collector ->
                Tracer.to(
                    collector, "", command, ServiceVersion.current(), new SimpleMeterRegistry()))
        .orElse(Tracer.OFF);
  }
}
