package org.spectrastreams.stream.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.stream.pipeline.CurrentDeployment;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.pipeline.PipelineDefinition;
import org.spectrastreams.wire.proto.Wire;

/**
 * Brings pipelines into service, changes and removes them, as the control topic asks for, and then
 * what versions they use. What the topic says of a pipeline goes before the configuration; what
 * cannot be served changes nothing. For one thread.
 */
final class PipelineSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineSwitch.class);

  private final EngineHost host;
  private final CurrentDeployment deployment;
  private final Deployment configured;
  private final ModelSwitch models;

  /**
   * Changes nothing yet.
   *
   * @param host proves versions; the threads that score take their engines from it
   * @param deployment as the configuration has it
   */
  PipelineSwitch(ModelStore store, EngineHost host, CurrentDeployment deployment) {
    this.host = host;
    this.deployment = deployment;
    this.configured = deployment.get();
    this.models = new ModelSwitch(store, host, deployment);
  }

  /**
   * Does what is wanted of a pipeline, as far as it can be; of the rest what was in use stays.
   *
   * @param starting nothing was scored yet: where what is wanted cannot be, what held before it
   *     does
   * @return why the rest is not in use
   */
  List<String> apply(Wire.PipelineModels wanted, boolean starting) {
    try {
      return switchTo(wanted, starting);
    } catch (RuntimeException e) {
      // One change that fails must not take those of other pipelines with it.
      LOG.error("pipeline {}: a change failed", wanted.getPipeline(), e);
      return List.of("the change of " + changed(wanted) + " failed here: " + why(e));
    } finally {
      host.release(digest -> deployment.get().uses(digest));
    }
  }

  private static Instant changed(Wire.PipelineModels wanted) {
    return Instant.ofEpochMilli(wanted.getChangedAtMs());
  }

  private static String why(RuntimeException e) {
    return Objects.requireNonNullElse(e.getMessage(), e.toString());
  }

  private List<String> switchTo(Wire.PipelineModels wanted, boolean starting) {
    if (starting) {
      sayWhoDecides(wanted);
    }
    if (wanted.getRemoved()) {
      remove(wanted);
      return List.of();
    }
    return wanted.getDefinition().isEmpty()
        ? applyConfigured(wanted, starting)
        : applyDefined(wanted, starting);
  }

  private void remove(Wire.PipelineModels wanted) {
    String name = wanted.getPipeline();
    String why =
        ModelsState.removal(wanted)
            + "; bring it back (./spectra pipelines restore), and send the record again"
            + " (./spectra resend --reason pipeline-removed)";
    boolean was = deployment.get().names().contains(name);
    deployment.change(now -> now.without(name, new Deployment.Absence(true, why)));
    if (was) {
      LOG.info("{}: records that name it are rejected from now on", ModelsState.removal(wanted));
    }
  }

  /** The configuration says what the pipeline is. */
  private List<String> applyConfigured(Wire.PipelineModels wanted, boolean starting) {
    String name = wanted.getPipeline();
    Optional<LoadedPipeline> own = configured.active(name);
    Optional<Deployment.Versions> now = deployment.get().find(name);
    if (own.isEmpty()) {
      String why = "this instance has no pipeline " + name;
      deployment.change(
          before ->
              before.without(
                  name, new Deployment.Absence(false, why + ": its configuration names none")));
      return ModelsState.isLeftToConfiguration(wanted) ? List.of() : List.of(why);
    }
    boolean isConfigured =
        now.filter(versions -> versions.active().definedAtMillis() == 0).isPresent();
    return models.apply(
        isConfigured && wanted.hasActive() ? now.get() : Deployment.Versions.of(own.get()),
        wanted,
        starting);
  }

  /** The topic says what the pipeline is. */
  private List<String> applyDefined(Wire.PipelineModels wanted, boolean starting) {
    String name = wanted.getPipeline();
    Optional<Deployment.Versions> now = deployment.get().find(name);
    if (now.filter(versions -> isDefinedBy(wanted, versions.active())).isPresent()) {
      return models.apply(now.get(), wanted, starting);
    }
    List<String> refused = new ArrayList<>();
    Optional<LoadedPipeline> defined = define(wanted, wanted.getActive(), refused);
    if (defined.isEmpty() && starting && wanted.hasPrevious()) {
      defined = define(wanted, wanted.getPrevious(), refused);
    }
    if (defined.isPresent()) {
      List<String> versions =
          models.apply(
              Deployment.Versions.of(defined.get()),
              refused.isEmpty() ? wanted : wanted.toBuilder().clearActive().build(),
              starting);
      refused.addAll(versions);
      return List.copyOf(refused);
    }
    if (starting && wanted.hasBefore()) {
      refused.addAll(apply(wanted.getBefore().toBuilder().clearBefore().build(), true));
    } else if (now.isEmpty() || starting) {
      String why =
          "pipeline " + name + " cannot be served by this instance: " + String.join("; ", refused);
      deployment.change(before -> before.without(name, new Deployment.Absence(false, why)));
    }
    refused.forEach(why -> LOG.warn("pipeline {}: {}", name, why));
    return List.copyOf(refused);
  }

  /** Whether a pipeline in use is the one of a definition: two may be of one moment. */
  private static boolean isDefinedBy(Wire.PipelineModels wanted, LoadedPipeline loaded) {
    return loaded.definedAtMillis() == wanted.getDefinedAtMs()
        && Answers.isDefinition(wanted.getDefinition(), loaded.pipeline());
  }

  /** The pipeline as it is defined, proven; why it cannot be is added. */
  private Optional<LoadedPipeline> define(
      Wire.PipelineModels wanted, Wire.ModelVersion version, List<String> refused) {
    try {
      Pipeline pipeline = PipelineDefinition.ofJson(wanted.getDefinition());
      if (!pipeline.name().equals(wanted.getPipeline())) {
        throw new IllegalArgumentException("the definition is that of " + pipeline.name());
      }
      Optional<ModelPackage> model =
          version.getModel().isEmpty() ? Optional.empty() : Optional.of(models.open(version));
      LoadedPipeline loaded = LoadedPipeline.of(pipeline, model, wanted.getDefinedAtMs());
      models.prove(loaded);
      LOG.info(
          "pipeline {} is defined by {} at {}",
          pipeline.name(),
          wanted.getChangedBy(),
          Instant.ofEpochMilli(wanted.getDefinedAtMs()));
      return Optional.of(loaded);
    } catch (RuntimeException e) {
      // Whatever is wrong with it, what is in use goes on.
      refused.add(
          "the definition of "
              + Instant.ofEpochMilli(wanted.getDefinedAtMs())
              + (version.getModel().isEmpty() ? "" : " with " + version.getModel())
              + " is refused, "
              + (deployment.get().names().contains(wanted.getPipeline())
                  ? "the one before stays in use"
                  : "there is no such pipeline")
              + ": "
              + why(e));
      return Optional.empty();
    }
  }

  private void sayWhoDecides(Wire.PipelineModels wanted) {
    Optional<LoadedPipeline> own = configured.active(wanted.getPipeline());
    if (own.isEmpty() || ModelsState.isLeftToConfiguration(wanted)) {
      return;
    }
    String again = "./spectra pipelines reset " + wanted.getPipeline();
    if (wanted.getRemoved()) {
      LOG.warn(
          "pipeline {} of the configuration is not served: {}; {} brings it back",
          wanted.getPipeline(),
          ModelsState.removal(wanted),
          again);
    } else if (!wanted.getDefinition().isEmpty()
        && !Answers.isDefinition(wanted.getDefinition(), own.get().pipeline())) {
      LOG.warn(
          "pipeline {} is as {} defined it on the topic of models, not as the configuration says;"
              + " {} lets the configuration decide again",
          wanted.getPipeline(),
          wanted.getChangedBy(),
          again);
    }
  }
}
