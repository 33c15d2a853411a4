package org.spectrastreams.train.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.network.Shuffle;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.recipe.TrainingSettings;

/**
 * Twins of a model that know nothing, for the sanity checks of Adebayo, Gilmer, Muelly, Goodfellow,
 * Hardt and Kim 2018 ("Sanity checks for saliency maps", NeurIPS): an explanation that looks the
 * same for such a twin does not explain the model.
 */
enum SanityModels {
  /**
   * The same network with random weights. Its normalisations know the data, so that its layers work
   * in their usual range; nothing else was trained.
   */
  RANDOM_WEIGHTS("random weights"),

  /** The same network, trained in the same way on labels that were shuffled over the spectra. */
  SHUFFLED_LABELS("shuffled labels");

  /** The members of a twin. */
  static final int MEMBERS = 3;

  private static final int EPOCHS = 3;
  private static final double NO_LEARNING = 1e-12;

  private final String title;

  SanityModels(String title) {
    this.title = title;
  }

  /** What was done to the model. */
  String title() {
    return title;
  }

  /**
   * Makes the twin of a model.
   *
   * @param store receives its package
   * @param model the model, which is not changed
   * @param pixels the labelled spectra of the model's recipe
   * @param training the recipe's settings
   */
  ModelPackage twin(
      Path store, ModelPackage model, LabelledPixels pixels, TrainingSettings training, long seed)
      throws IOException {
    PreparedSpectra prepared = pixels.prepare(model.preprocessing());
    Random random = new Random(seed);
    TrainingSettings settings = settings(training);
    TwinPackage twin = new TwinPackage(model);
    for (int member = 0; member < MEMBERS; member++) {
      PreparedSpectra data = this == SHUFFLED_LABELS ? shuffled(prepared, random) : prepared;
      twin.train(data, settings, seed + member);
    }
    return twin.write(
        store, name().toLowerCase(Locale.ROOT).replace('_', '-'), title, pixels.probe());
  }

  private TrainingSettings settings(TrainingSettings of) {
    boolean learns = this == SHUFFLED_LABELS;
    return new TrainingSettings(
        learns ? Math.min(EPOCHS, of.epochs()) : 1,
        of.batch(),
        learns ? of.learningRate() : NO_LEARNING,
        of.halveEvery(),
        of.dropout(),
        learns ? of.weightDecay() : 0,
        of.labelSmoothing());
  }

  private static PreparedSpectra shuffled(PreparedSpectra data, Random random) {
    int[] labels = data.labels().clone();
    Shuffle.of(labels, random);
    return new PreparedSpectra(data.points(), data.classes(), data.values(), labels);
  }
}
