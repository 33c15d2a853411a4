package org.spectrastreams.server.contract;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code GET /api/openapi.yaml} and {@code /api/asyncapi.yaml}: REST and topics as programs read
 * them. Both are read once, at the start.
 */
public final class ContractRoutes {
  /** Where the REST interface is described. */
  public static final String OPENAPI = "/api/openapi.yaml";

  /** Where the topics are described. */
  public static final String ASYNCAPI = "/api/asyncapi.yaml";

  private static final long MAX_BYTES = 1 << 20;

  private final byte[] rest;
  private final Optional<byte[]> topics;

  /**
   * @param pipelines the folder of the pipelines; {@code asyncapi.yaml} lies beside them
   */
  public ContractRoutes(Path pipelines) {
    Path file = pipelines.resolve("asyncapi.yaml");
    try (InputStream in = ContractRoutes.class.getResourceAsStream("/web/openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("web/openapi.yaml is not in the jar");
      }
      rest = in.readAllBytes();
      topics =
          Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES
              ? Optional.of(Files.readAllBytes(file))
              : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the description of the interfaces", e);
    }
  }

  /** Adds the routes; whoever calls has checked the host. */
  public void addTo(RoutesConfig routes) {
    routes.get(OPENAPI, ctx -> yaml(ctx, rest));
    routes.get(ASYNCAPI, this::topics);
  }

  private void topics(Context ctx) {
    if (topics.isPresent()) {
      yaml(ctx, topics.get());
    } else {
      ctx.attribute("answered", true);
      ctx.status(404)
          .contentType("application/json; charset=utf-8")
          .result(
              "{\"status\": 404, \"error\": \"asyncapi.yaml is not in the folder of the"
                  + " pipelines\"}");
    }
  }

  private static void yaml(Context ctx, byte[] text) {
    ctx.contentType("application/yaml; charset=utf-8").result(text);
  }
}
