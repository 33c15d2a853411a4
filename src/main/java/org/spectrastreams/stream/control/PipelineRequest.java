package org.spectrastreams.stream.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.pipeline.PipelineDefinition;
import org.spectrastreams.wire.proto.Wire;

/** What somebody wants changed in the pipelines themselves. */
public sealed interface PipelineRequest extends ModelRequest {
  /**
   * A pipeline that there is none of yet.
   *
   * @param given the fields of its definition, but for name and model
   * @param version of its model; empty for a survey
   */
  record Add(ObjectNode given, Optional<Version> version) implements PipelineRequest {}

  /**
   * Other values of some fields.
   *
   * @param given the fields that change; null gives one its default again
   * @param version another model, whatever it says; empty: as before
   */
  record Change(ObjectNode given, Optional<Version> version) implements PipelineRequest {}

  /** There is no such pipeline any more. */
  record Remove() implements PipelineRequest {}

  /** What was removed is there again as it was. */
  record Restore() implements PipelineRequest {}

  /** The instances' configuration says again what the pipeline is, and whether there is one. */
  record Reset() implements PipelineRequest {}

  @Override
  default Wire.PipelineModels on(String pipeline, ModelsState state, long now, String by)
      throws RefusedChangeException {
    Optional<Wire.PipelineModels> last = state.wanted(pipeline);
    Wire.PipelineModels.Builder next =
        Wire.PipelineModels.newBuilder()
            .setPipeline(pipeline)
            .setChangedAtMs(
                Math.max(now, last.map(Wire.PipelineModels::getChangedAtMs).orElse(0L) + 1))
            .setChangedBy(by);
    Optional<Wire.PipelineModels> standing = state.standing(pipeline);
    if (this instanceof Add add) {
      if (standing.isPresent()) {
        throw new RefusedChangeException(
            "there is a pipeline " + pipeline + " already: change it, or choose another name");
      }
      Answers.require(state, pipeline, now);
      return define(
          next, Optional.empty(), JsonNodeFactory.instance.objectNode(), add.given, add.version);
    }
    if (this instanceof Reset) {
      if (last.isEmpty()) {
        throw new RefusedChangeException(
            "nothing was asked for of a pipeline " + pipeline + ": the configuration decides");
      }
      return next.build();
    }
    if (this instanceof Restore) {
      return restored(next, last, state);
    }
    if (this instanceof Change) {
      Answers.require(state, pipeline, now);
    }
    if (standing.isEmpty()) {
      throw new RefusedChangeException(state.noSuch(pipeline));
    }
    state.confirmed(pipeline).ifPresent(next::setBefore);
    if (this instanceof Change change) {
      Wire.PipelineModels before = standing.get();
      return define(
          next,
          Optional.of(before),
          PipelineDefinition.toJson(state.definition(before)),
          change.given,
          change.version);
    }
    return next.setRemoved(true).build();
  }

  private static Wire.PipelineModels restored(
      Wire.PipelineModels.Builder next, Optional<Wire.PipelineModels> last, ModelsState state)
      throws RefusedChangeException {
    String pipeline = next.getPipeline();
    if (last.filter(Wire.PipelineModels::getRemoved).isEmpty()) {
      throw new RefusedChangeException(
          "pipeline " + pipeline + " was not removed: there is nothing to bring back");
    }
    if (!last.get().hasBefore()) {
      throw new RefusedChangeException(
          state.noSuch(pipeline)
              + ", and what it was is not known: add it, or leave it to the configuration (reset)");
    }
    return last.get().getBefore().toBuilder()
        .setPipeline(pipeline)
        .setChangedAtMs(next.getChangedAtMs())
        .setChangedBy(next.getChangedBy())
        .build();
  }

  /**
   * The record of a definition.
   *
   * @param before what its fields and versions are taken from
   */
  private static Wire.PipelineModels define(
      Wire.PipelineModels.Builder next,
      Optional<Wire.PipelineModels> before,
      ObjectNode fields,
      ObjectNode given,
      Optional<Version> version)
      throws RefusedChangeException {
    Optional<Wire.ModelVersion> inUse =
        before.filter(Wire.PipelineModels::hasActive).map(Wire.PipelineModels::getActive);
    boolean isModelGiven = version.isPresent() || (given.has("model") && !isOf(given, inUse));
    merge(given, fields);
    fields.put("name", next.getPipeline());
    Optional<Wire.ModelVersion> active = isModelGiven ? version.map(Version::toWire) : inUse;
    active.ifPresent(model -> fields.put("model", model.getModel()));
    Pipeline defined;
    try {
      defined = PipelineDefinition.ofJson(fields.toString());
    } catch (IllegalArgumentException e) {
      throw new RefusedChangeException("no pipeline: " + e.getMessage());
    }
    if (defined.model().isPresent() != active.isPresent()) {
      throw new RefusedChangeException(
          "the definition names the model "
              + defined.model().orElse("none")
              + (isModelGiven ? ", and no version of it was given" : ", and none is in use"));
    }
    if (active.equals(inUse) && before.isPresent()) {
      next.mergeFrom(versions(before.get()));
    }
    active.ifPresent(next::setActive);
    return next.setDefinition(PipelineDefinition.toJson(defined).toString())
        .setDefinedAtMs(next.getChangedAtMs())
        .build();
  }

  /** Whether a model that is named without a version is the one in use, which it then stays. */
  private static boolean isOf(ObjectNode given, Optional<Wire.ModelVersion> inUse) {
    String name = given.path("model").asText();
    return inUse
        .map(Wire.ModelVersion::getModel)
        .filter(model -> model.equals(name) || model.startsWith(name + "@"))
        .isPresent();
  }

  /** Sets what is given, field by field, in sections, too; null gives a field its default. */
  private static void merge(ObjectNode given, ObjectNode fields) {
    given
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                fields.remove(field.getKey());
              } else if (field.getValue() instanceof ObjectNode section
                  && fields.get(field.getKey()) instanceof ObjectNode known) {
                merge(section, known);
              } else {
                fields.set(field.getKey(), field.getValue());
              }
            });
  }

  /** What is beside the version in use; another model has none of it. */
  private static Wire.PipelineModels versions(Wire.PipelineModels before) {
    Wire.PipelineModels.Builder kept = Wire.PipelineModels.newBuilder();
    if (before.hasShadow()) {
      kept.setShadow(before.getShadow());
    }
    if (before.hasCanary()) {
      kept.setCanary(before.getCanary()).setCanaryShare(before.getCanaryShare());
    }
    if (before.hasPrevious()) {
      kept.setPrevious(before.getPrevious());
    }
    return kept.build();
  }
}
