package org.spectrastreams.cli.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.signature.ModelSignature;
import org.spectrastreams.model.signature.SigningKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spectra models sign}: puts a signature beside a package's manifest. */
@Command(
    name = "sign",
    description = {
      "Sign a package: verify its digests, then sign the manifest that holds them.",
      "The signature, model.json.sig, travels with the package; an earlier one is replaced."
    },
    mixinStandardHelpOptions = true)
final class SignCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;

  @Parameters(paramLabel = "MODEL", description = "name@version, or name for its newest version.")
  private String model;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "The private key; its public one lies beside it as FILE.pub.")
  private Path key;

  @Override
  public Integer call() {
    try {
      ModelPackage found = new ModelStore(configuration.load().modelStore()).open(model);
      ModelSignature signature =
          ModelSignature.of(
              found.id().toString(),
              found.digest(),
              SigningKeys.readPrivate(key),
              SigningKeys.readPublic(key.resolveSibling(key.getFileName() + ".pub")));
      Files.writeString(found.folder().resolve(ModelSignature.FILE), signature.toText());
      spec.commandLine().getOut().println(found.id() + " signed by key " + signature.keyId());
      return 0;
    } catch (IOException | EngineException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("sign: " + e.getMessage());
      return 1;
    }
  }
}
