package org.spectrastreams.cli.models;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.stream.control.ModelsState;
import org.spectrastreams.wire.proto.Wire;

/** What is wanted of a pipeline and what its instances use, for people. */
final class StatusText {
  private StatusText() {}

  static void print(
      String pipeline,
      Optional<Wire.PipelineModels> wanted,
      List<Wire.InstanceModels> instances,
      PrintWriter out) {
    out.println(
        pipeline
            + ": "
            + wanted
                .map(
                    models ->
                        wish(models)
                            + "  asked by "
                            + models.getChangedBy()
                            + " at "
                            + Instant.ofEpochMilli(models.getChangedAtMs()))
                .orElse("as its file says"));
    for (Wire.InstanceModels instance : instances) {
      boolean late =
          wanted.isPresent() && instance.getAnswersChangeMs() < wanted.get().getChangedAtMs();
      out.println(
          "  "
              + (instance.getHost().isEmpty() ? "" : instance.getHost() + " ")
              + instance.getInstance()
              + "  "
              + (instance.getAbsent()
                  ? "has no such pipeline"
                  : "uses "
                      + roles(
                          instance.getActive(),
                          instance.getCanary(),
                          instance.getCanaryShare(),
                          instance.getShadow())
                      + definition(instance.getDefinedAtMs()))
              + (late ? "  (has not answered yet)" : "")
              + (instance.getRefused().isEmpty() ? "" : "\n    REFUSED: " + instance.getRefused()));
    }
  }

  private static String wish(Wire.PipelineModels models) {
    if (models.getRemoved()) {
      return "removed";
    }
    if (ModelsState.isLeftToConfiguration(models)) {
      return "as its file says";
    }
    return roles(
            models.getActive(), models.getCanary(), models.getCanaryShare(), models.getShadow())
        + previous(models)
        + definition(models.getDefinedAtMs());
  }

  private static String definition(long definedAtMillis) {
    return definedAtMillis == 0 ? "" : ", defined at " + Instant.ofEpochMilli(definedAtMillis);
  }

  private static String previous(Wire.PipelineModels models) {
    return models.hasPrevious() ? ", before " + models.getPrevious().getModel() : "";
  }

  private static String roles(
      Wire.ModelVersion active, Wire.ModelVersion canary, double share, Wire.ModelVersion shadow) {
    List<String> roles = new ArrayList<>();
    roles.add(active.getModel().isEmpty() ? "no model" : active.getModel());
    if (!canary.getModel().isEmpty()) {
      roles.add("canary " + canary.getModel() + " for " + share + " of the images");
    }
    if (!shadow.getModel().isEmpty()) {
      roles.add("shadow " + shadow.getModel());
    }
    return String.join(", ", roles);
  }
}
