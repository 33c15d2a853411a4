package org.spectrastreams.stream.control;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.pipeline.LoadedPipeline;

/** Tells of versions that came into the model store while the service runs. For one thread. */
final class StoreWatch {
  private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);

  private final ModelStore store;
  private Set<ModelId> known = Set.of();
  private boolean first = true;

  StoreWatch(ModelStore store) {
    this.store = store;
  }

  /**
   * Looks at the store's folders; no package is opened.
   *
   * @return for every pipeline that could use a newer version of its model, a sentence that says so
   */
  List<String> look(Deployment deployment) {
    List<ModelId> found;
    try {
      found = store.list();
    } catch (EngineException e) {
      return List.of(e.getMessage());
    }
    for (ModelId id : found) {
      if (!first && !known.contains(id)) {
        LOG.info("the model store has a new version, {}; ./spectra models use PIPELINE {}", id, id);
      }
    }
    first = false;
    known = new HashSet<>(found);
    List<String> newer = new ArrayList<>();
    for (LoadedPipeline loaded : deployment.active()) {
      loaded
          .model()
          .flatMap(
              model ->
                  found.stream()
                      .filter(id -> id.name().equals(model.id().name()))
                      .filter(id -> id.compareTo(model.id()) > 0)
                      .reduce((older, later) -> later))
          .ifPresent(id -> newer.add("pipeline " + loaded.name() + " could use " + id));
    }
    return List.copyOf(newer);
  }
}
