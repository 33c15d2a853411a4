package org.spectrastreams.stream.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.stream.pipeline.Canary;
import org.spectrastreams.stream.pipeline.CurrentDeployment;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.PipelineDefinition;
import org.spectrastreams.wire.proto.Wire;

/**
 * Brings versions into use, or refuses them. A version is found in this instance's store, its
 * digests verified, compared with what the pipeline does, and proven by its probe on this
 * instance's device, before any thread that scores hears of it. For one thread.
 */
final class ModelSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(ModelSwitch.class);

  private final ModelStore store;
  private final EngineHost host;
  private final CurrentDeployment deployment;

  /**
   * Changes nothing yet.
   *
   * @param host proves versions; the threads that score take their engines from it
   */
  ModelSwitch(ModelStore store, EngineHost host, CurrentDeployment deployment) {
    this.store = store;
    this.host = host;
    this.deployment = deployment;
  }

  /**
   * Brings into use what is wanted of a pipeline, as far as it can be; of the rest what was in use
   * stays.
   *
   * @param now what goes on where a wanted version cannot be used: what is in use, or the pipeline
   *     as it was defined anew
   * @param starting nothing was scored yet: where the wanted version cannot be used, the one before
   *     goes before the one that the pipeline's file names
   * @return why the rest is not in use
   */
  List<String> apply(Deployment.Versions now, Wire.PipelineModels wanted, boolean starting) {
    List<String> refused = new ArrayList<>();
    LoadedPipeline active =
        wanted.hasActive()
            ? find(now, now.active(), wanted.getActive(), "stays in use", refused)
                .orElse(now.active())
            : now.active();
    if (starting && !refused.isEmpty() && wanted.hasPrevious()) {
      active =
          find(now, now.active(), wanted.getPrevious(), "stays in use", refused).orElse(active);
    }
    Optional<LoadedPipeline> canary =
        wanted.hasCanary()
            ? find(now, active, wanted.getCanary(), "scores all images", refused)
            : Optional.empty();
    Optional<LoadedPipeline> shadow =
        wanted.hasShadow() ? shadow(now, active, wanted.getShadow(), refused) : Optional.empty();
    Deployment.Versions next =
        new Deployment.Versions(
            active,
            canary.flatMap(found -> canary(found, wanted.getCanaryShare(), refused)),
            shadow,
            starting
                ? Optional.empty()
                : active.equals(now.active()) ? now.previous() : Optional.of(now.active()));
    if (deployment.get().find(wanted.getPipeline()).filter(next::equals).isEmpty()) {
      deployment.change(before -> before.withPipeline(next));
      LOG.info(
          "pipeline {} uses {}{}{} from the next record on, as {} asked",
          wanted.getPipeline(),
          name(active),
          next.canary().map(c -> ", canary " + name(c.loaded()) + " " + c.share()).orElse(""),
          next.shadow().map(s -> ", shadow " + name(s)).orElse(""),
          wanted.getChangedBy().isEmpty() ? "the topic of models" : wanted.getChangedBy());
    }
    refused.forEach(why -> LOG.warn("pipeline {}: {}", wanted.getPipeline(), why));
    return List.copyOf(refused);
  }

  private Optional<LoadedPipeline> shadow(
      Deployment.Versions now,
      LoadedPipeline active,
      Wire.ModelVersion wanted,
      List<String> refused) {
    return now.shadow()
        .filter(one -> one.model().filter(model -> is(model, wanted)).isPresent())
        .or(
            () ->
                find(now, active, wanted, "is compared with no other", refused)
                    .map(LoadedPipeline::withOutcomesOnly));
  }

  private static Optional<Canary> canary(
      LoadedPipeline loaded, double share, List<String> refused) {
    try {
      return Optional.of(new Canary(loaded, share));
    } catch (IllegalArgumentException e) {
      refused.add(e.getMessage());
      return Optional.empty();
    }
  }

  /** A version of a pipeline, in use already or proven now; why it cannot be is added. */
  private Optional<LoadedPipeline> find(
      Deployment.Versions now,
      LoadedPipeline active,
      Wire.ModelVersion wanted,
      String instead,
      List<String> refused) {
    Optional<LoadedPipeline> loaded =
        Stream.of(
                Stream.of(now.active()),
                now.canary().stream().map(Canary::loaded),
                now.previous().stream())
            .flatMap(one -> one)
            .filter(one -> one.model().filter(model -> is(model, wanted)).isPresent())
            .findFirst();
    if (loaded.filter(now.active()::equals).isPresent()) {
      return loaded;
    }
    try {
      Optional<ModelPackage> known = loaded.flatMap(LoadedPipeline::model);
      ModelPackage model = known.isPresent() ? known.get() : open(wanted);
      FitsPipeline.require(active, model);
      LoadedPipeline ready = loaded.orElseGet(() -> active.with(model));
      prove(ready);
      return Optional.of(ready);
    } catch (RuntimeException e) {
      // Whatever is wrong with a package, the one in use goes on.
      refused.add(
          wanted.getModel()
              + " is refused, "
              + name(active)
              + " "
              + instead
              + ": "
              + Objects.requireNonNullElse(e.getMessage(), e.toString()));
      return Optional.empty();
    }
  }

  /**
   * A version out of this instance's store.
   *
   * @throws EngineException if there is none, it is damaged, or another than the one that was meant
   */
  ModelPackage open(Wire.ModelVersion wanted) {
    ModelPackage model = store.open(wanted.getModel());
    if (!is(model, wanted)) {
      throw new EngineException(
          "the package here has digest "
              + model.digest()
              + ", what was asked for "
              + wanted.getDigest()
              + ": copy the same package to every instance");
    }
    return model;
  }

  /** Lets the model of a pipeline score its probe; errors as of the engine. */
  void prove(LoadedPipeline ready) {
    ready.model().ifPresent(host::prepare);
    if (ready.contexts().isPresent()) {
      host.explaining(ready.model().orElseThrow(), 1).close();
    }
  }

  private static boolean is(ModelPackage model, Wire.ModelVersion wanted) {
    return ModelsState.isOf(wanted, version(model));
  }

  private static Wire.ModelVersion version(ModelPackage model) {
    return Wire.ModelVersion.newBuilder()
        .setModel(model.id().toString())
        .setDigest(model.digest())
        .build();
  }

  private static String name(LoadedPipeline loaded) {
    return loaded.model().map(model -> model.id().toString()).orElse("no model");
  }

  /** What is in use for a pipeline that is deployed here. */
  static Wire.InstanceModels.Builder inUse(Deployment.Versions versions) {
    Wire.InstanceModels.Builder used =
        Wire.InstanceModels.newBuilder()
            .setPipeline(versions.active().name())
            .setDefinedAtMs(versions.active().definedAtMillis())
            .setDefinition(PipelineDefinition.toJson(versions.active().pipeline()).toString());
    versions.active().model().ifPresent(model -> used.setActive(version(model)));
    versions
        .previous()
        .flatMap(LoadedPipeline::model)
        .map(ModelSwitch::version)
        .ifPresent(used::setPrevious);
    versions
        .shadow()
        .flatMap(LoadedPipeline::model)
        .map(ModelSwitch::version)
        .ifPresent(used::setShadow);
    versions
        .canary()
        .ifPresent(
            canary ->
                used.setCanary(version(canary.loaded().model().orElseThrow()))
                    .setCanaryShare(canary.share()));
    return used;
  }
}
