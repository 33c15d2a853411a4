package org.spectrastreams.cli.sending;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.stream.broker.BrokerAddress;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelsClient;
import org.spectrastreams.stream.control.ModelsState;
import org.spectrastreams.stream.pipeline.Pipelines;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Whether a pipeline that spectra are sent to is one of the configuration, a stored model's, or one
 * that a running service was given.
 */
public final class KnownPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(KnownPipeline.class);

  private KnownPipeline() {}

  /**
   * Refuses one that is not, with the names of those that are.
   *
   * @throws IOException if the pipelines cannot be read
   */
  public static void require(CommandSpec spec, ServiceConfig config, String pipeline)
      throws IOException {
    Pipelines pipelines =
        Pipelines.load(config.pipelinesDir())
            .andOf(new ModelStore(config.modelStore()).list().stream().map(ModelId::name).toList());
    if (pipelines.find(pipeline).isPresent()) {
      return;
    }
    Optional<ModelsState> served = served(config);
    if (served.filter(state -> state.isServed(pipeline)).isEmpty()) {
      Set<String> names = new TreeSet<>(pipelines.names());
      served.ifPresent(
          state -> state.pipelines().stream().filter(state::isServed).forEach(names::add));
      throw new ParameterException(
          spec.commandLine(),
          "--pipeline "
              + pipeline
              + ": no such pipeline in "
              + config.pipelinesDir()
              + ", and no such model in "
              + config.modelStore()
              + "; there are "
              + String.join(", ", names)
              + (served.isPresent()
                  ? ""
                  : " (topic " + config.topics().models() + ", which names more, cannot be read)"));
    }
  }

  /** What running services say of their pipelines; empty where their topic cannot be read. */
  private static Optional<ModelsState> served(ServiceConfig config) {
    try (ModelsClient models =
        new ModelsClient(BrokerAddress.clientProperties(config), config.topics())) {
      return Optional.of(models.state());
    } catch (IOException | KafkaException e) {
      LOG.debug("no running service can be asked for its pipelines", e);
      return Optional.empty();
    }
  }
}
