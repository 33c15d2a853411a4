package org.spectrastreams.cli.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.spectrum.SpectralAxis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code spectra models}: what the model store holds and whether it is undamaged, and which
 * versions a running service uses.
 */
@Command(
    name = "models",
    description = "The model packages of the store, and which of them a running service uses.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SignCommand.class,
      KeysCommand.class,
      StatusCommand.class,
      UseCommand.class,
      ShadowCommand.class,
      CanaryCommand.class,
      RollbackCommand.class,
    })
public final class ModelsCommand implements ForPrograms {
  @Spec private CommandSpec spec;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON object for each model.")
  private boolean json;

  @Override
  public boolean json() {
    return json;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List all models; a damaged one is named with its fault.")
  int list(@Mixin ConfigOptions own) {
    return describe(own, null, false);
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Check digests, signature, manifest and graph, and score the stored probe spectrum.",
        "The engine runs on the configured device. Exit status 1 if a model is refused."
      })
  int verify(
      @Parameters(
              paramLabel = "NAME",
              arity = "0..1",
              description = "name or name@version; every model of the store where left out.")
          String name,
      @Mixin ConfigOptions own) {
    return describe(own, name, true);
  }

  private int describe(ConfigOptions own, String name, boolean verify) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    boolean sound = true;
    try {
      ModelStore store = own.load().openModelStore();
      Device device = Device.parse(own.load().device());
      List<String> names =
          name != null ? List.of(name) : store.list().stream().map(ModelId::toString).toList();
      if (names.isEmpty()) {
        err.println("models: no models in " + store.root().toAbsolutePath().normalize());
        return verify ? 1 : 0;
      }
      for (String one : names) {
        sound &= describe(store, one, verify ? device : null, out, err);
      }
      out.flush();
    } catch (IOException | EngineException | IllegalArgumentException e) {
      out.flush();
      err.println("models: " + e.getMessage());
      return 1;
    }
    return sound || !verify ? 0 : 1;
  }

  private static void verify(ModelPackage model, Device device) {
    try (EngineHost host = EngineHost.on(device)) {
      host.prepare(model);
      if (model.explanations().isPresent()) {
        LimeBackground.of(model);
      }
      if (model.hasExplainer()) {
        host.explaining(model, 1).close();
        Contexts.of(model);
      }
    }
  }

  private boolean describe(
      ModelStore store, String name, Device device, PrintWriter out, PrintWriter err) {
    try {
      ModelPackage model = store.open(name);
      if (device != null) {
        verify(model, device);
      }
      Optional<String> unsigned = store.signatureFault(model);
      out.println(
          json
              ? toJson(model, device).put("signatureFault", unsigned.orElse(null)).toString()
              : line(model, device) + (unsigned.isEmpty() ? "  signed by a trusted key" : ""));
      return true;
    } catch (EngineException e) {
      if (json) {
        ObjectNode refused = JsonNodeFactory.instance.objectNode();
        out.println(refused.put("model", name).put("sound", false).put("error", e.getMessage()));
      } else {
        out.flush();
        err.println("models: " + e.getMessage());
      }
      return false;
    }
  }

  private static String line(ModelPackage model, Device device) {
    SpectralAxis axis = model.axis();
    return String.format(
        Locale.ROOT,
        "%-24s %2d members  %d points %.0f–%.0f cm⁻¹  %s  %s%s%s",
        model.id(),
        model.members(),
        axis.size(),
        axis.min(),
        axis.max(),
        String.join(", ", model.classes()),
        model.manifest().title(),
        model.manifest().simulated() ? "  [simulated]" : "",
        device == null ? "" : "  sound on " + device);
  }

  private static ObjectNode toJson(ModelPackage model, Device device) {
    ModelManifest manifest = model.manifest();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("model", model.id().toString());
    node.put("name", manifest.name());
    node.put("version", manifest.version());
    node.put("title", manifest.title());
    node.put("task", manifest.task());
    node.put("simulated", manifest.simulated());
    ArrayNode classes = node.putArray("classes");
    manifest.classes().forEach(classes::add);
    node.put("members", model.members());
    node.put("points", model.points());
    node.put("firstWavenumber", model.axis().min());
    node.put("lastWavenumber", model.axis().max());
    node.put("quantity", model.preprocessing().quantity().id());
    node.put("preprocessingDigest", model.preprocessing().digest());
    node.put("digest", model.digest());
    node.put("folder", model.folder().toString());
    node.put("sound", true);
    if (device != null) {
      node.put("device", device.toString());
    }
    return node;
  }
}
