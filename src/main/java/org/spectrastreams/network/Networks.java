package org.spectrastreams.network;

import java.util.Collection;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.engine.GraphContract.Meaning;

/** All kinds of networks that are on the class path. Safe for any number of threads. */
public final class Networks {
  private Networks() {}

  private static Map<String, NetworkKind> all() {
    Map<String, NetworkKind> kinds = new TreeMap<>();
    for (NetworkKind kind : ServiceLoader.load(NetworkKind.class)) {
      NetworkKind other = kinds.put(kind.name(), kind);
      if (other != null) {
        throw new IllegalStateException(
            "two networks are called '"
                + kind.name()
                + "': "
                + other.getClass().getName()
                + " and "
                + kind.getClass().getName());
      }
    }
    return kinds;
  }

  /** The names of all kinds. */
  public static Collection<String> names() {
    return all().keySet();
  }

  /**
   * The kind of this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that there are
   */
  public static NetworkKind find(String name) {
    Map<String, NetworkKind> kinds = all();
    NetworkKind found = kinds.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "network '" + name + "'; expected one of " + String.join(", ", kinds.keySet()));
    }
    return found;
  }

  /**
   * The network that every member of a model is.
   *
   * @throws IllegalArgumentException if its kind is not on the class path
   */
  public static Network of(ModelManifest manifest) {
    NetworkKind kind =
        manifest.network().kind().isEmpty()
            ? recognised(manifest)
            : find(manifest.network().kind());
    return kind.read(
        manifest.graph().input(Meaning.SPECTRA).shape(),
        manifest.classes().size(),
        manifest.architecture());
  }

  private static NetworkKind recognised(ModelManifest manifest) {
    return all().values().stream()
        .filter(kind -> kind.recognises(manifest.architecture()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "model "
                        + manifest.id()
                        + " does not name its network, and none has the architecture "
                        + manifest.architecture()));
  }
}
