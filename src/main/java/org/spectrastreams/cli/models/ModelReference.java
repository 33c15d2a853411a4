package org.spectrastreams.cli.models;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelRequest;

/** Which version of a model somebody means who writes its name. */
final class ModelReference {
  private ModelReference() {}

  /**
   * The exact version, with its digest where this machine's store has it: instances that have
   * another package of that version refuse it then.
   *
   * @param reference {@code name@version}, or {@code name} for the newest of this machine's store
   * @throws IOException if it is none, or the store has no version of it, or a damaged one
   */
  static ModelRequest.Version version(String reference, ServiceConfig config) throws IOException {
    ModelStore store = config.openModelStore();
    List<ModelId> all = store.list();
    int at = reference.indexOf('@');
    try {
      if (at >= 0) {
        ModelId id = new ModelId(reference.substring(0, at), reference.substring(at + 1));
        return new ModelRequest.Version(
            id,
            all.contains(id)
                ? Optional.of(store.open(reference).digest())
                : Optional.<String>empty());
      }
      ModelId newest =
          all.stream()
              .filter(id -> id.name().equals(reference))
              .reduce((older, newer) -> newer)
              .orElseThrow(
                  () ->
                      new IOException(
                          "no model '"
                              + reference
                              + "' in "
                              + store.root()
                              + ", which has "
                              + all
                              + "; name the version, "
                              + reference
                              + "@1.0.0, where only the instances have it"));
      return new ModelRequest.Version(newest, Optional.of(store.open(newest.toString()).digest()));
    } catch (IllegalArgumentException | EngineException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
