package org.spectrastreams.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.signature.SignaturePolicy;

/**
 * A folder of model packages, {@code <name>/<version>/}. Reads the folder anew on every call, so a
 * package put there later is found; safe for any number of threads.
 */
public final class ModelStore {
  private final Path root;
  private final SignaturePolicy signatures;

  /** The store at {@code root}, which need not exist yet; signatures are not looked at. */
  public ModelStore(Path root) {
    this(root, SignaturePolicy.OFF);
  }

  /** The store at {@code root}, of which packages are opened as {@code signatures} says. */
  public ModelStore(Path root, SignaturePolicy signatures) {
    this.root = root;
    this.signatures = signatures;
  }

  /** The store's folder. */
  public Path root() {
    return root;
  }

  /**
   * Every package that has a manifest, by name and version; nothing is opened or checked.
   *
   * @throws EngineException if the folder cannot be read
   */
  public List<ModelId> list() {
    List<ModelId> found = new ArrayList<>();
    for (Path model : children(root)) {
      String name = model.getFileName().toString();
      if (!ModelId.isName(name)) {
        continue;
      }
      for (Path version : children(model)) {
        String number = version.getFileName().toString();
        if (ModelId.isVersion(number) && Files.exists(version.resolve(ModelPackage.MANIFEST))) {
          found.add(new ModelId(name, number));
        }
      }
    }
    found.sort(null);
    return List.copyOf(found);
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    } catch (IOException e) {
      throw new EngineException("model store " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Opens a package and verifies all of it but the probe, which every {@link
   * ModelPackage#openEngine} scores.
   *
   * @param reference {@code name@version}, or {@code name} for its newest version
   * @throws EngineException if there is no such package, it is damaged, or it is not signed as the
   *     policy asks; the message lists what the store has
   */
  public ModelPackage open(String reference) {
    int at = reference.indexOf('@');
    String name = at < 0 ? reference : reference.substring(0, at);
    String version = at < 0 ? null : reference.substring(at + 1);
    List<ModelId> all = list();
    ModelId found = null;
    for (ModelId id : all) {
      if (id.name().equals(name) && (version == null || id.version().equals(version))) {
        found = id;
      }
    }
    if (found == null) {
      throw new EngineException(
          "no model '"
              + reference
              + "' in "
              + root.toAbsolutePath().normalize()
              + ", which has "
              + (all.isEmpty() ? "no models" : all)
              + "; expected name or name@version");
    }
    ModelPackage model = ModelPackage.load(root, found);
    signatures.check(found.toString(), model.digest(), model.signature());
    return model;
  }

  /** What is wrong with a package's signature; empty where a trusted key made it. */
  public Optional<String> signatureFault(ModelPackage model) {
    return signatures.fault(model.id().toString(), model.digest(), model.signature());
  }
}
