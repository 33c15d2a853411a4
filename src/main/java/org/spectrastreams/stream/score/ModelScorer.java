package org.spectrastreams.stream.score;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * One model's preprocessing and engine with the room they work in, for one thread. The arrays grow
 * to the largest block and are used again; nothing is allocated for a spectrum.
 */
public final class ModelScorer implements AutoCloseable {
  private final ModelPackage model;
  private final ScoringEngine engine;
  private final EnsembleScores withMaps;
  private final EnsembleScores withoutMaps;
  private EnsembleScores scores;
  private final PreparedFor<Preprocessor> preprocessors;
  private final Optional<BlockExplainer> explainer;
  private final List<Gate> gates;
  private float[] prepared = {};
  private int[] flags = {};
  private int[] rows = {};
  private Judgement[] judgements = {};
  private int usable;
  private long preprocessNanos;
  private long computeNanos;
  private long explainNanos;

  /**
   * Takes engines from {@code host}, which it gives back when it is closed.
   *
   * @param contexts where spectra are to be explained, too
   * @throws EngineException if the device cannot be used or the model does not answer its probe
   */
  public ModelScorer(ModelPackage model, Optional<Contexts> contexts, EngineHost host) {
    this.model = model;
    this.preprocessors =
        new PreparedFor<>(
            input ->
                Preprocessor.compile(
                    model.preprocessing(), input.axis(), input.second(), input.quantity()),
            Preprocessor::outputPoints);
    this.gates = gatesOf(model);
    this.engine = host.scoring(model, 1);
    this.withMaps = engine.newScores();
    this.withoutMaps = engine.newScoresWithoutMaps();
    this.scores = withMaps;
    try {
      this.explainer = contexts.map(known -> new BlockExplainer(model, known, host));
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static List<Gate> gatesOf(ModelPackage model) {
    return ServiceLoader.load(Gate.Kind.class, Gate.Kind.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(
            Comparator.comparingInt(Gate.Kind::order)
                .thenComparing(kind -> kind.getClass().getName()))
        .flatMap(kind -> kind.of(model).stream())
        .toList();
  }

  /** The model. */
  public ModelPackage model() {
    return model;
  }

  /**
   * Prepares and scores a block; the answers stand in this object until the next call.
   *
   * @param maps whether to compute activation maps, too
   * @param explain whether to explain the predicted classes, too, where this scorer can
   * @throws UnusableSpectrumException if the axis or the quantity cannot serve the model
   * @throws EngineException if the engine fails
   */
  public void score(SpectrumBlock block, boolean maps, boolean explain)
      throws UnusableSpectrumException {
    long start = System.nanoTime();
    Preprocessor preprocessor = preprocessors.get(SpectrumInput.of(block));
    int count = block.count();
    int points = preprocessor.outputPoints();
    if (flags.length < count) {
      flags = new int[count];
      rows = new int[count];
      judgements = new Judgement[count];
      prepared = new float[count * points];
    }
    usable = 0;
    for (int i = 0; i < count; i++) {
      flags[i] =
          preprocessor.apply(block.intensities(), i * block.points(), prepared, usable * points);
      rows[i] = QualityFlag.unusable(flags[i]) ? -1 : usable++;
    }
    long ready = System.nanoTime();
    preprocessNanos = ready - start;
    scores = maps ? withMaps : withoutMaps;
    scores.resize(0);
    if (usable > 0) {
      engine.score(prepared, usable, scores);
    }
    long scored = System.nanoTime();
    computeNanos = scored - ready;
    explainNanos = 0;
    if (explain && usable > 0 && explainer.isPresent()) {
      explainer.get().explain(prepared, scores.predicted(), usable);
      explainNanos = System.nanoTime() - scored;
    }
    for (int i = 0; i < count; i++) {
      if (rows[i] >= 0 && !isFinite(rows[i])) {
        // Finite values may still be too large for the network's single precision.
        flags[i] |= QualityFlag.NON_FINITE.bit();
        rows[i] = -1;
      }
      judgements[i] = rows[i] < 0 ? Judgement.POOR : judge(block, i);
      if (judgements[i].reason().isPresent()) {
        rows[i] = -1;
      }
    }
  }

  private Judgement judge(SpectrumBlock block, int i) {
    Judgement judgement = Judgement.JUDGED;
    for (Gate gate : gates) {
      judgement = judgement.and(gate.judge(block, i, this, rows[i]));
    }
    return judgement;
  }

  private boolean isFinite(int row) {
    int perRow = scores.members() * scores.classes();
    float residue = 0;
    for (int i = row * perRow; i < (row + 1) * perRow; i++) {
      residue += 0 * scores.memberProbabilities()[i]; // NaN for NaN and infinities
    }
    return residue == 0;
  }

  /** The quality flags of spectrum {@code i}. */
  public int flags(int i) {
    return flags[i];
  }

  /** Whether spectrum {@code i} was judged, and how far from the training spectra it lies. */
  public Judgement judgement(int i) {
    return judgements[i];
  }

  /** Whether a gate says how far spectra lie from the training spectra. */
  public boolean isGated() {
    return gates.stream().anyMatch(Gate::measuresDistance);
  }

  /** The row of spectrum {@code i} in {@link #scores}, −1 where it was not judged. */
  public int row(int i) {
    return rows[i];
  }

  /** The engine, for the same thread; it stays this object's to close. */
  public ScoringEngine engine() {
    return engine;
  }

  /** The usable spectra of the last block after preprocessing, rows × points. */
  public float[] prepared() {
    return prepared;
  }

  /** The explanations of the last block that was to be explained; empty where there are none. */
  public Optional<BlockExplainer> explainer() {
    return explainer;
  }

  /** What the ensemble said of the usable spectra of the last block. */
  public EnsembleScores scores() {
    return scores;
  }

  long preprocessNanos() {
    return preprocessNanos;
  }

  long computeNanos() {
    return computeNanos;
  }

  /** How long the explanations of the last block took; 0 where none were asked for. */
  long explainNanos() {
    return explainNanos;
  }

  @Override
  public void close() {
    explainer.ifPresent(BlockExplainer::close);
    engine.close();
  }
}
