package org.spectrastreams.train.equip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.train.measure.Faithfulness;
import org.spectrastreams.train.measure.Faithfulness.Twins;
import org.spectrastreams.train.measure.FaithfulnessRow;

/** Measures how far each explanation of a package can be trusted, and writes the verdicts. */
public final class PackageTrust {
  /** Spectra that are explained for it. */
  public static final int SPECTRA = 16;

  private PackageTrust() {}

  /**
   * Measures a package that has explanations.
   *
   * @param store receives the package; may be its own
   * @param prepared spectra after the model's preprocessing, from which {@value #SPECTRA} are drawn
   * @param origin what they are, in words
   * @param twins models of the same form that know nothing
   * @param plantedHits the share of planted bands that each method found; empty where the training
   *     cannot be run again, and then no method is called reliable
   * @param notes what of this could not be done, a sentence each
   * @throws IOException if the package cannot be written
   */
  public static ModelPackage write(
      Path store,
      ModelPackage model,
      float[] prepared,
      String origin,
      Twins twins,
      Map<String, Double> plantedHits,
      List<String> notes,
      Consumer<String> progress)
      throws IOException {
    ExplanationManifest known = model.explanations().orElseThrow();
    List<float[]> tested = Faithfulness.draw(prepared, model.axis().size(), SPECTRA);
    List<FaithfulnessRow> rows =
        new Faithfulness(model, progress).measure(twins, tested, Optional.empty(), plantedHits);
    List<Reliability> verdicts = Faithfulness.verdicts(rows);
    return ModelPackageWriter.writeExplanations(
        store,
        model,
        known.judged(
            verdicts,
            Faithfulness.figures(
                rows, "faithfulness on " + tested.size() + " spectra of " + origin),
            Stream.concat(known.limits().stream(), notes.stream()).toList(),
            Faithfulness.preferred(rows, verdicts)),
        ModelPackageWriter.explanationFilesOf(model));
  }
}
