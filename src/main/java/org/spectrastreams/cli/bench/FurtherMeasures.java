package org.spectrastreams.cli.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.stream.config.ServiceConfig;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code bench} measures besides, each where it is asked for. */
final class FurtherMeasures {
  private static final int BATCH_SECONDS = 2;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--latency",
      description =
          "Measure how long results take at half of the rate that was measured end to end, for a"
              + " reader of committed results and for one who does not wait for the commit.")
  private boolean latency;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "The same at this rate, in spectra a second.")
  private double rate;

  @Option(
      names = "--block",
      paramLabel = "N",
      description = "Spectra of a record for --latency and --rate (default: ${DEFAULT-VALUE}).")
  private int block = 16;

  @Option(
      names = "--batches",
      paramLabel = "N",
      split = ",",
      description = "Measure the engine with calls of so many spectra, with maps and without.")
  private List<Integer> batches = List.of();

  @Option(
      names = "--images",
      paramLabel = "N",
      split = ",",
      description =
          "Send square images with sides of so many pixels, up to 2000, until they are whole.")
  private List<Integer> images = List.of();

  @Option(
      names = "--instances",
      paramLabel = "N",
      split = ",",
      description =
          "Share the work among so many instances on this machine, each a process with as many"
              + " threads, and say what a spectrum costs then: for instance 1,2,4.")
  private List<Integer> instances = List.of();

  @Option(
      names = "--energy",
      description =
          "Measure the energy that the engine takes for a spectrum, where processors (RAPL) or"
              + " cards (nvidia-smi) tell; all of the machine is in it.")
  private boolean energy;

  @Option(
      names = "--peers",
      description =
          "Run ONNX Runtime over the same graph from Python, where it is installed"
              + " (SPECTRA_PYTHON: the interpreter).")
  private boolean peers;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "Compare with what bench --json said before on this machine; exit status 1 where a figure"
              + " is worse than --tolerance allows.")
  private Path baseline;

  @Option(
      names = "--tolerance",
      paramLabel = "SHARE",
      description = "How much worse a figure may be (default: ${DEFAULT-VALUE}).")
  private double tolerance = 0.1;

  private Baseline earlier;

  /**
   * Refuses what cannot be measured, before anything starts.
   *
   * @throws IOException that says what was expected
   */
  void check() throws IOException {
    require(rate == 0 || (rate > 0 && rate <= 1e7), "--rate " + rate, "above 0, spectra a second");
    require(block >= 8 && block <= EndToEnd.LINE, "--block " + block, "8 to 256 spectra");
    require(
        tolerance > 0 && tolerance < 1, "--tolerance " + tolerance, "a share above 0 and below 1");
    for (int batch : batches) {
      require(batch >= 8 && batch <= 65_536, "--batches " + batch, "8 to 65536 spectra");
    }
    for (int side : images) {
      require(
          side >= 8 && side <= ImageSizes.MOST,
          "--images " + side,
          "8 to " + ImageSizes.MOST + " pixels");
    }
    for (int i = 0; i < instances.size(); i++) {
      int number = instances.get(i);
      require(
          number >= 1 && number <= MoreInstances.MOST && (i == 0 || number > instances.get(i - 1)),
          "--instances " + instances,
          "1 to " + MoreInstances.MOST + ", ascending");
    }
    if (baseline != null) {
      earlier = Baseline.read(baseline);
    }
  }

  private static void require(boolean right, String given, String expected) throws IOException {
    if (!right) {
      throw new IOException(given + "; expected " + expected);
    }
  }

  /** Measures what is asked for. */
  void write(ObjectNode answer, Subject subject, Figures figures)
      throws IOException, InterruptedException, ExecutionException, UnusableSpectrumException {
    ServiceConfig config = subject.config();
    if (latency || rate > 0) {
      double asked = rate > 0 ? rate : figures.endToEndSpectraPerSecond() / 2;
      new PacedRun(subject, asked, block)
          .warmedUp(TwoPipelines.MAP_ONLY)
          .write(answer.putObject("latency"), config);
    }
    if (!batches.isEmpty()) {
      ArrayNode table = answer.putArray("batches");
      for (int batch : batches) {
        EngineLoop loop =
            new EngineLoop(subject.model(), subject.host(), config.streamThreads(), batch);
        int time = Math.min(subject.seconds(), BATCH_SECONDS);
        table
            .addObject()
            .put("batch", batch)
            .put("withMaps", Math.round(loop.run(time, true).spectraPerSecond()))
            .put("withoutMaps", Math.round(loop.run(time, false).spectraPerSecond()));
      }
    }
    if (!images.isEmpty()) {
      ImageSizes.write(answer.putArray("images"), subject.service(), config, images);
    }
    if (energy) {
      EngineLoop loop =
          new EngineLoop(subject.model(), subject.host(), config.streamThreads(), EndToEnd.LINE);
      try (Energy taken = Energy.fromNow()) {
        EngineLoop.Round round = loop.run(subject.seconds(), true);
        taken.write(answer.putObject("energy"), round.spectra());
      }
    }
    if (!instances.isEmpty()) {
      int spectra = EndToEnd.spectraFor(figures.endToEndSpectraPerSecond(), subject.seconds());
      String program = command.root().userObject().getClass().getName();
      try (MoreInstances more =
          new MoreInstances(subject.service(), config, subject.endToEnd(), program)) {
        more.write(answer.putArray("instances"), instances, spectra, subject.warmUp());
      }
    }
    if (peers) {
      Peers.write(
          answer.putArray("peers"),
          config.home(),
          subject.model().folder().resolve(ModelPackage.GRAPH),
          config.streamThreads(),
          EndToEnd.LINE,
          subject.seconds());
    }
    Machine.write(answer.putObject("machine"), config.device());
    Machine.mostResidentMegabytes().ifPresent(most -> answer.put("mostResidentMegabytes", most));
  }

  /**
   * Compares with the earlier run, where one is named.
   *
   * @return how many figures are worse than they may be
   */
  int compare(ObjectNode answer) throws IOException {
    if (earlier == null) {
      return 0;
    }
    ObjectNode comparison = earlier.compare(answer, tolerance);
    answer.set("baseline", comparison);
    return comparison.path("worse").asInt();
  }
}
