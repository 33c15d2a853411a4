package org.spectrastreams.train.equip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.spectrastreams.model.Domain;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.network.domain.DomainNodes;
import org.spectrastreams.train.data.GroupedFolds;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.LabelledSet;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.domain.DomainFit;
import org.spectrastreams.train.domain.SignalFit;

/** Gives a package the domain of a user's spectra. */
public final class PackageDomain {
  /** Groups smaller than this give no percentile; then sets of spectra are the groups. */
  private static final int LEAST_PER_GROUP = 10;

  private PackageDomain() {}

  /**
   * Fits the domain and writes the package with it, in the place of an earlier one.
   *
   * @param store receives the package; may be its own
   * @param set spectra that the model's preprocessing can use, in two groups or more, or enough to
   *     be divided
   * @param seed of that division
   * @throws IllegalArgumentException if the spectra are too few or too alike
   * @throws IOException if the package cannot be written
   */
  public static ModelPackage write(Path store, ModelPackage model, LabelledSet set, long seed)
      throws IOException {
    LabelledPixels pixels = set.pixels();
    PreparedSpectra prepared = pixels.prepare(model.preprocessing());
    long different = Arrays.stream(pixels.groups()).distinct().count();
    boolean small = different < 2 || pixels.count() < LEAST_PER_GROUP * different;
    int[] groups =
        small
            ? GroupedFolds.of(
                pixels.labels(), different < 2 ? each(pixels) : pixels.groups(), 5, seed)
            : pixels.groups();
    DomainFit fit = DomainFit.of(prepared.values(), prepared.points(), groups);
    Domain known =
        new Domain(
            "dd-simca",
            fit.domain().components().length,
            fit.groups(),
            "the 99th percentile of the worst held-out group ("
                + (small ? "sets of spectra" : set.division())
                + ")",
            fit.falseAlarms(),
            fit.worstFalseAlarms(),
            List.of(),
            SignalFit.of(pixels, groups, model.axis(), model.preprocessing().quantity(), false));
    return ModelPackageWriter.writeDomain(
        store,
        model,
        known,
        GraphContract.floats(DomainNodes.OUTPUT, Meaning.DOMAIN_DISTANCE),
        DomainNodes.append(
            DomainNodes.without(ModelPackageWriter.graphOf(model)),
            model.manifest().graph().input(Meaning.SPECTRA).name(),
            fit.domain()));
  }

  /** Every spectrum a group of its own. */
  private static int[] each(LabelledPixels pixels) {
    int[] groups = new int[pixels.count()];
    Arrays.setAll(groups, i -> i);
    return groups;
  }
}
