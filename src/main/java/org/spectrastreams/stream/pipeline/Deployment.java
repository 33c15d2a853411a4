package org.spectrastreams.stream.pipeline;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which version of its model every pipeline uses, at one moment. Immutable; any thread. The one in
 * force is in {@link CurrentDeployment}.
 */
public final class Deployment {
  private final Map<String, Versions> byPipeline;
  private final Map<String, Absence> absent;

  /**
   * Why there is no pipeline of a name that was spoken of.
   *
   * @param removed whether it was taken out of service, and is not just lacking here
   * @param why a sentence for people
   */
  public record Absence(boolean removed, String why) {}

  /**
   * What one pipeline uses.
   *
   * @param active gives its results
   * @param canary gives the results of a share of its images; empty where there is none
   * @param shadow scores beside it and is compared; empty where nothing is tried out
   * @param previous was active before and is what a roll-back returns to; empty where there was
   *     none
   */
  public record Versions(
      LoadedPipeline active,
      Optional<Canary> canary,
      Optional<LoadedPipeline> shadow,
      Optional<LoadedPipeline> previous) {
    /** Checks that all of it is of one pipeline. */
    public Versions {
      requireSame(active, canary.map(Canary::loaded), "canary");
      requireSame(active, shadow, "shadow");
      requireSame(active, previous, "previous");
    }

    private static void requireSame(
        LoadedPipeline active, Optional<LoadedPipeline> other, String role) {
      other.ifPresent(
          found -> {
            if (!found.name().equals(active.name())) {
              throw new IllegalArgumentException(
                  role
                      + " version of pipeline "
                      + found.name()
                      + "; expected one of "
                      + active.name());
            }
          });
    }

    /** One version alone. */
    public static Versions of(LoadedPipeline active) {
      return new Versions(active, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Another version gives the results from now on; what did so is the previous one. */
    public Versions activate(LoadedPipeline next) {
      return new Versions(next, Optional.empty(), Optional.empty(), Optional.of(active));
    }

    /** Another version is tried out beside the active one. */
    public Versions tryOut(LoadedPipeline candidate) {
      return new Versions(active, canary, Optional.of(candidate), previous);
    }

    /** The versions that give results. */
    public Stream<LoadedPipeline> publishing() {
      return Stream.concat(Stream.of(active), canary.stream().map(Canary::loaded));
    }

    /** The version that gives the results of this image. */
    public LoadedPipeline of(String image) {
      return canary.filter(found -> found.takes(image)).map(Canary::loaded).orElse(active);
    }
  }

  private Deployment(Map<String, Versions> byPipeline, Map<String, Absence> absent) {
    this.byPipeline = byPipeline;
    this.absent = absent;
  }

  /**
   * One version of each pipeline.
   *
   * @throws IllegalArgumentException if two are of the same name
   */
  public static Deployment of(Collection<LoadedPipeline> active) {
    Map<String, Versions> byPipeline = new TreeMap<>();
    for (LoadedPipeline loaded : active) {
      if (byPipeline.put(loaded.name(), Versions.of(loaded)) != null) {
        throw new IllegalArgumentException("two pipelines are called " + loaded.name());
      }
    }
    return new Deployment(byPipeline, Map.of());
  }

  /** This deployment with a pipeline, whether or not there is one of its name. */
  public Deployment withPipeline(Versions versions) {
    Map<String, Versions> changed = new TreeMap<>(byPipeline);
    Map<String, Absence> stillAbsent = new TreeMap<>(absent);
    changed.put(versions.active().name(), versions);
    stillAbsent.remove(versions.active().name());
    return new Deployment(changed, stillAbsent);
  }

  /** This deployment without the pipeline of a name. */
  public Deployment without(String name, Absence why) {
    Map<String, Versions> changed = new TreeMap<>(byPipeline);
    Map<String, Absence> nowAbsent = new TreeMap<>(absent);
    changed.remove(name);
    nowAbsent.put(name, why);
    return new Deployment(changed, nowAbsent);
  }

  /** Why there is no pipeline of this name; empty where nothing is known of it, or there is one. */
  public Optional<Absence> absence(String pipeline) {
    return Optional.ofNullable(absent.get(pipeline));
  }

  /** What the pipeline of this name uses. */
  public Optional<Versions> find(String pipeline) {
    return Optional.ofNullable(byPipeline.get(pipeline));
  }

  /** The version that gives the results of the pipeline of this name. */
  public Optional<LoadedPipeline> active(String pipeline) {
    return find(pipeline).map(Versions::active);
  }

  /** The versions that give results, sorted by pipeline. */
  public List<LoadedPipeline> active() {
    return byPipeline.values().stream().map(Versions::active).toList();
  }

  /** The versions that give results, canaries among them. */
  public List<LoadedPipeline> publishing() {
    return byPipeline.values().stream().flatMap(Versions::publishing).toList();
  }

  /** The versions of every pipeline, sorted by its name. */
  public List<Versions> all() {
    return List.copyOf(byPipeline.values());
  }

  /** The names of the pipelines, sorted. */
  public Set<String> names() {
    return Collections.unmodifiableSet(byPipeline.keySet());
  }

  /** Whether any pipeline uses the model of this digest now: as active, as canary or as shadow. */
  public boolean uses(String modelDigest) {
    return byPipeline.values().stream()
        .flatMap(versions -> Stream.concat(versions.publishing(), versions.shadow().stream()))
        .anyMatch(loaded -> loaded.uses(modelDigest));
  }
}
