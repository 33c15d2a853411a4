package org.spectrastreams.stream.control;

import java.util.Optional;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.wire.proto.Wire;

/** What somebody wants changed in the models of one pipeline, or in the pipeline itself. */
public sealed interface ModelRequest
    permits ModelRequest.Use,
        ModelRequest.Shadow,
        ModelRequest.Canary,
        ModelRequest.NoCanary,
        ModelRequest.Rollback,
        PipelineRequest {
  /** A version, named exactly, with the digest of its package where it is known. */
  record Version(ModelId id, Optional<String> digest) {
    Wire.ModelVersion toWire() {
      return Wire.ModelVersion.newBuilder()
          .setModel(id.toString())
          .setDigest(digest.orElse(""))
          .build();
    }
  }

  /** This version gives the results from now on; a canary and a shadow of the same end. */
  record Use(Version version) implements ModelRequest {}

  /** This version is scored beside the one in use and compared; empty: none is. */
  record Shadow(Optional<Version> version) implements ModelRequest {}

  /** This version gives the results of a share of the images, above 0 and below 1. */
  record Canary(Version version, double share) implements ModelRequest {
    /** Checks the share. */
    public Canary {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException(
            "share "
                + share
                + "; expected above 0 and below 1 (for all images: use; for none: canary off)");
      }
    }
  }

  /** No version has a share of the images any more. */
  record NoCanary() implements ModelRequest {}

  /** The version that was in use before is it again; canary and shadow end. */
  record Rollback() implements ModelRequest {}

  /**
   * The record that asks all instances for it.
   *
   * @param now the time in ms
   * @param by who wants it, for people
   * @throws RefusedChangeException if nothing is known of the pipeline, there is nothing to return
   *     to, what is wanted cannot be, or what was asked for before is refused by some and not
   *     answered by others
   */
  default Wire.PipelineModels on(String pipeline, ModelsState state, long now, String by)
      throws RefusedChangeException {
    if (!(this instanceof Rollback) && Answers.isAnswered(state, pipeline)) {
      Answers.require(state, pipeline, now);
    }
    Wire.PipelineModels before = state.inForce(pipeline);
    Wire.PipelineModels.Builder next =
        before.toBuilder()
            .setChangedAtMs(Math.max(now, before.getChangedAtMs() + 1))
            .setChangedBy(by);
    if (this instanceof Use use) {
      Wire.ModelVersion wanted = use.version.toWire();
      if (!wanted.getModel().equals(before.getActive().getModel())) {
        next.setPrevious(before.getActive());
      }
      next.setActive(wanted);
      if (wanted.getModel().equals(before.getCanary().getModel())) {
        next.clearCanary().clearCanaryShare();
      }
      if (wanted.getModel().equals(before.getShadow().getModel())) {
        next.clearShadow();
      }
    } else if (this instanceof Shadow shadow) {
      shadow.version.ifPresentOrElse(
          version -> next.setShadow(version.toWire()), next::clearShadow);
    } else if (this instanceof Canary canary) {
      next.setCanary(canary.version.toWire()).setCanaryShare(canary.share);
    } else if (this instanceof NoCanary) {
      next.clearCanary().clearCanaryShare();
    } else {
      if (!before.hasPrevious()) {
        throw new RefusedChangeException(
            "pipeline "
                + pipeline
                + " has used no other version than "
                + before.getActive().getModel()
                + ": there is nothing to return to");
      }
      next.setActive(before.getPrevious()).setPrevious(before.getActive());
      next.clearCanary().clearCanaryShare().clearShadow();
    }
    return next.build();
  }
}
