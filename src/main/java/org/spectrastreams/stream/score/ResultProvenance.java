package org.spectrastreams.stream.score;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.explain.methods.ActivationMapMethod;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.wire.proto.Wire;

/** Where results come from: model, methods, service, and the record that was scored. Immutable. */
public final class ResultProvenance {
  private final Wire.Provenance common;

  ResultProvenance(LoadedPipeline pipeline, List<String> methods, String serviceVersion) {
    Wire.Provenance.Builder from = Wire.Provenance.newBuilder();
    pipeline.model().ifPresent(model -> from.mergeFrom(of(model)));
    from.setServiceVersion(serviceVersion);
    from.setPipelineDefinedAtMs(pipeline.definedAtMillis());
    from.setBandsDigest(pipeline.pipeline().bandsDigest());
    if (methods.contains(ActivationMapMethod.ID)) {
      from.setExplanationMethod(pipeline.model().orElseThrow().manifest().explanation().method());
    }
    for (String method : methods) {
      from.addExplanationMethods(method);
      pipeline
          .model()
          .flatMap(model -> unreliable(model, method))
          .ifPresent(from::addUnreliableMethods);
    }
    this.common = from.build();
  }

  /** Which model, to the digest. */
  public static Wire.Provenance of(ModelPackage model) {
    return Wire.Provenance.newBuilder()
        .setModel(model.id().name())
        .setModelVersion(model.id().version())
        .setModelDigest(model.digest())
        .setPreprocessingDigest(model.preprocessing().digest())
        .build();
  }

  /** The check that a method failed for a model; empty also where it was not checked. */
  public static Optional<Wire.UnreliableMethod> unreliable(ModelPackage model, String method) {
    return model
        .explanations()
        .flatMap(known -> known.reliabilityOf(method))
        .filter(found -> !found.reliable())
        .map(
            found ->
                Wire.UnreliableMethod.newBuilder()
                    .setMethod(found.method())
                    .setMeasure(found.measure())
                    .setValue(found.value())
                    .setExpected(found.expected())
                    .build());
  }

  /** The provenance of the result of a block that was read at {@code place}. */
  Wire.Provenance at(BlockScorer.Place place) {
    return common.toBuilder()
        .setSourceTopic(place.topic())
        .setSourcePartition(place.partition())
        .setSourceOffset(place.offset())
        .build();
  }
}
