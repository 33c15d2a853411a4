package org.spectrastreams.server.exports;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.explain.context.ContextDescription;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.export.ModelNote;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.wire.proto.Wire;

/** What a report tells of a model, out of the store's packages. Thread-safe. */
final class ModelNotes {
  private static final Logger LOG = LoggerFactory.getLogger(ModelNotes.class);

  private final ModelStore store;

  ModelNotes(ModelStore store) {
    this.store = store;
  }

  /**
   * Of the model that made the last result of an image. Empty where there is none, or no package
   * here that is the same to the bit.
   */
  Optional<ModelNote> of(Wire.ImageStatus status) {
    Wire.Provenance made = status.getProvenance();
    if (made.getModel().isEmpty()) {
      return Optional.empty();
    }
    try {
      ModelPackage model = store.open(made.getModel() + "@" + made.getModelVersion());
      return model.digest().equals(made.getModelDigest())
          ? Optional.of(note(model))
          : Optional.empty();
    } catch (EngineException | IllegalArgumentException e) {
      LOG.info(
          "A report of image {} leaves its model out: {}", status.getImageId(), e.getMessage());
      return Optional.empty();
    }
  }

  private static ModelNote note(ModelPackage model) {
    ModelManifest manifest = model.manifest();
    return new ModelNote(
        model.id().toString(),
        manifest.title(),
        manifest.description(),
        manifest.simulated(),
        manifest.evaluation().figures().stream().map(ModelNotes::figure).toList(),
        manifest.evaluation().limits(),
        manifest.training().data().stream()
            .map(
                set ->
                    "%s, for %s: %s (%s)"
                        .formatted(set.name(), set.use(), set.attribution(), set.licence()))
            .toList(),
        model.hasExplainer() ? contexts(Contexts.of(model).description()) : List.of());
  }

  private static ModelNote.Figure figure(ModelManifest.Figure figure) {
    String spread = figure.runs() > 1 ? String.format(Locale.ROOT, " ± %.3f", figure.spread()) : "";
    return new ModelNote.Figure(
        figure.evaluation() + ": " + figure.method(),
        figure.measure(),
        String.format(Locale.ROOT, "%.3f", figure.value()) + spread);
  }

  private static List<ModelNote.Context> contexts(ContextDescription about) {
    return about.contexts().stream()
        .map(one -> new ModelNote.Context(about.classes().get(one.label()), one.size()))
        .toList();
  }
}
