package org.spectrastreams.cli.training;

import java.nio.file.Files;
import java.nio.file.Path;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;

/** A package as a user names it: by its name in a store, or by its folder. */
final class StoredPackage {
  private StoredPackage() {}

  /** The package of that name in the store, or that lies in that folder. */
  static ModelPackage open(String nameOrFolder, Path store) {
    Path own = storeOf(nameOrFolder, store);
    Path folder = Path.of(nameOrFolder).toAbsolutePath().normalize();
    return own.equals(store)
        ? new ModelStore(store).open(nameOrFolder)
        : new ModelStore(own).open(folder.getParent().getFileName() + "@" + folder.getFileName());
  }

  /** The store that the package lies in. */
  static Path storeOf(String nameOrFolder, Path store) {
    Path folder = Path.of(nameOrFolder).toAbsolutePath().normalize();
    Path above = folder.getParent() == null ? null : folder.getParent().getParent();
    return above != null && Files.isRegularFile(folder.resolve(ModelPackage.MANIFEST))
        ? above
        : store;
  }
}
