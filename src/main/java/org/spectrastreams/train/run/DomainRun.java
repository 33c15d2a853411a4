package org.spectrastreams.train.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.spectrastreams.model.Domain;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.network.domain.Background;
import org.spectrastreams.network.domain.DomainNodes;
import org.spectrastreams.preprocess.SignalMeter;
import org.spectrastreams.train.data.BackgroundPixels;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.data.RecipeData;
import org.spectrastreams.train.domain.BackgroundFit;
import org.spectrastreams.train.domain.DomainFit;
import org.spectrastreams.train.domain.SignalFit;
import org.spectrastreams.train.recipe.Recipe;

/**
 * Gives a model the domain of its training spectra: from then on its graph says how far a spectrum
 * is from them, and a spectrum outside is not judged.
 */
public final class DomainRun {
  /** Groups smaller than this give no percentile; then the recipe's sets are the groups. */
  private static final int LEAST_PER_GROUP = 10;

  private final Recipe recipe;
  private final Consumer<String> progress;

  /**
   * A run that has not begun.
   *
   * @param progress receives a line whenever something is done
   */
  public DomainRun(Recipe recipe, Consumer<String> progress) {
    this.recipe = recipe;
    this.progress = progress;
  }

  /**
   * Fits the domain and writes a package that has it. An earlier domain is replaced; all else stays
   * as it is.
   *
   * @param model of the same recipe
   * @param store the model store that receives the package; may be the model's own
   * @throws IOException if data cannot be read or the package cannot be written
   */
  public ModelPackage into(ModelPackage model, Path store) throws IOException {
    RecipeData data = RecipeData.of(recipe);
    PreparedSpectra prepared = data.pixels().prepare(model.preprocessing());
    int[] groups = data.pixels().groups();
    long different = Arrays.stream(groups).distinct().count();
    boolean small = groups.length < LEAST_PER_GROUP * different;
    DomainFit fit =
        DomainFit.of(prepared.values(), prepared.points(), small ? data.sets() : groups);
    progress.accept(
        "domain of %d components from %d spectra in %d groups: false alarms %.3f, worst group %.3f"
            .formatted(
                fit.domain().components().length,
                prepared.count(),
                fit.groups(),
                fit.falseAlarms(),
                fit.worstFalseAlarms()));
    Surroundings around = surroundings(model, data, prepared, fit, small ? data.sets() : groups);
    progress.accept(
        "background %s; signal at least %.4f high and %.1f times its noise; false alarms of all"
                .formatted(around.kinds(), around.signal().height(), around.signal().ratio())
            + " together %.3f, worst group %.3f".formatted(around.mean(), around.worst()));
    Domain known =
        new Domain(
            "dd-simca",
            fit.domain().components().length,
            fit.groups(),
            "the 99th percentile of the worst held-out group ("
                + (small ? "sets of spectra" : recipe.data().division())
                + ")",
            around.mean(),
            around.worst(),
            around.kinds(),
            around.signal());
    byte[] graph = DomainNodes.without(ModelPackageWriter.graphOf(model));
    String spectra = model.manifest().graph().input(Meaning.SPECTRA).name();
    return ModelPackageWriter.writeDomain(
        store,
        model,
        known,
        GraphContract.floats(DomainNodes.OUTPUT, Meaning.DOMAIN_DISTANCE),
        DomainNodes.append(graph, spectra, fit.domain(), around.discriminants()));
  }

  /**
   * What else is not judged.
   *
   * @param mean share of a group's training spectra that all of it together and the distance refuse
   * @param worst the same of the worst group
   */
  private record Surroundings(
      Optional<Background> discriminants,
      List<Domain.Background> kinds,
      Domain.Signal signal,
      double mean,
      double worst) {}

  private Surroundings surroundings(
      ModelPackage model, RecipeData data, PreparedSpectra prepared, DomainFit fit, int[] groups)
      throws IOException {
    LabelledPixels pixels = data.pixels();
    Optional<LabelledPixels> named = BackgroundPixels.of(recipe);
    boolean[] alarms = fit.alarms().clone();
    List<Domain.Background> kinds = new ArrayList<>();
    BackgroundFit found = null;
    boolean[] through = {};
    if (named.isPresent()) {
      LabelledPixels beside = named.get();
      PreparedSpectra other = beside.prepare(model.preprocessing());
      found = BackgroundFit.of(prepared, pixels.groups(), other, beside.groups());
      through = found.judged().clone();
      for (int i = 0; i < through.length; i++) {
        through[i] &= fit.domain().distance(other.values(), i * other.points()) <= 1;
      }
      for (int i = 0; i < alarms.length; i++) {
        alarms[i] |= found.alarms()[i];
      }
    }
    Domain.Signal signal =
        SignalFit.of(
            pixels, groups, model.axis(), model.preprocessing().quantity(), named.isPresent());
    refuseLow(pixels, model, signal, false, alarms);
    if (named.isPresent()) {
      LabelledPixels beside = named.get();
      refuseLow(beside, model, signal, true, through);
      for (int kind = 0; kind < beside.classes().size(); kind++) {
        int of = kind;
        boolean[] judged = through;
        int[] own =
            IntStream.range(0, judged.length).filter(i -> beside.labels()[i] == of).toArray();
        double share = IntStream.of(own).filter(i -> judged[i]).count() / (double) own.length;
        kinds.add(new Domain.Background(beside.classes().get(kind), own.length, share));
      }
    }
    double sum = 0;
    double worst = 0;
    int[] names = IntStream.of(groups).distinct().toArray();
    for (int name : names) {
      int[] own = IntStream.range(0, alarms.length).filter(i -> groups[i] == name).toArray();
      double share = IntStream.of(own).filter(i -> alarms[i]).count() / (double) own.length;
      sum += share;
      worst = Math.max(worst, share);
    }
    return new Surroundings(
        Optional.ofNullable(found).map(BackgroundFit::background),
        kinds,
        signal,
        sum / names.length,
        worst);
  }

  /** Marks spectra whose signal is too low: as an alarm, or as not let through. */
  private static void refuseLow(
      LabelledPixels pixels,
      ModelPackage model,
      Domain.Signal signal,
      boolean letThrough,
      boolean[] marks) {
    SignalMeter meter =
        SignalMeter.of(
            pixels.axis(), pixels.quantity(), model.axis(), model.preprocessing().quantity());
    for (int i = 0; i < marks.length; i++) {
      meter.measure(pixels.spectra(), i * pixels.axis().size());
      if (meter.height() < signal.height() || !meter.isAbove(signal.ratio())) {
        marks[i] = !letThrough;
      }
    }
  }
}
