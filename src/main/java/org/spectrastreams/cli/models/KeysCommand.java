package org.spectrastreams.cli.models;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.concurrent.Callable;
import org.spectrastreams.model.signature.SigningKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spectra models keys}: a new pair of keys for signing packages. */
@Command(
    name = "keys",
    description = {
      "Make a pair of Ed25519 keys: FILE, which only its owner may read, and FILE.pub.",
      "FILE.pub belongs into model.trusted.keys of the services; FILE stays where models are made."
    },
    mixinStandardHelpOptions = true)
final class KeysCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A file that does not exist yet.")
  private Path file;

  @Override
  public Integer call() {
    KeyPair pair = SigningKeys.generate();
    Path open = file.resolveSibling(file.getFileName() + ".pub");
    try {
      SigningKeys.write(file, pair.getPrivate());
      SigningKeys.write(open, pair.getPublic());
    } catch (FileAlreadyExistsException there) {
      spec.commandLine().getErr().println("keys: " + there.getFile() + " exists; name another");
      return 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println("keys: " + e);
      return 1;
    }
    spec.commandLine()
        .getOut()
        .println("key " + SigningKeys.id(pair.getPublic()) + ": " + file + ", " + open);
    return 0;
  }
}
