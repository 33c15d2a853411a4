package org.spectrastreams.stream.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.spectrastreams.stream.pipeline.LoadedPipeline;

/**
 * All kinds of results, in the order in which their parts are made. To add one, write a {@link
 * ResultKind} and name it in {@code META-INF/services}. Immutable; any thread.
 *
 * @param kinds each sees what the ones before it added
 */
public record ResultKinds(List<ResultKind> kinds) {
  /** Owns a copy of the list. */
  public ResultKinds {
    kinds = List.copyOf(kinds);
  }

  /** The service's own, then those on the class path by name. */
  public static ResultKinds found() {
    List<ResultKind> all =
        new ArrayList<>(
            List.of(
                OneClass::of,
                LabelsOrValue::of,
                ActivationMaps::of,
                ContextFields::of,
                QualitySurvey::of,
                BandReadings::of));
    ServiceLoader.load(ResultKind.class, ResultKind.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(kind -> kind.getClass().getName()))
        .forEach(all::add);
    return new ResultKinds(all);
  }

  /** The parts of one pipeline's results, for one thread. */
  List<ResultPart> partsOf(LoadedPipeline pipeline) {
    return kinds.stream().flatMap(kind -> kind.partOf(pipeline).stream()).toList();
  }
}
