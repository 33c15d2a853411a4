package org.spectrastreams.explain.methods;

import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.explain.Departure;
import org.spectrastreams.explain.context.ContextFinder;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.explain.lime.StableLime;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ExplainerEngine;
import org.spectrastreams.model.engine.ExplainerOutputs;
import org.spectrastreams.model.engine.ScoringEngine;

/**
 * What the methods of one model share: engines and contexts, opened when first asked for and closed
 * together. For one thread.
 */
public final class OpenModel implements AutoCloseable {
  private final ModelPackage model;
  private final EngineHost host;
  private final int threads;
  private final ScoringEngine engine;
  private final boolean ownsHost;
  private final Optional<Borrowed> borrowed;
  private EnsembleScores scores;
  private ExplainerEngine estimates;
  private ExplainerOutputs outputs;
  private ContextFinder contexts;
  private float[] usual;

  /** A background that the package itself does not hold. */
  private record Borrowed(LimeBackground background, double segmentSpacing) {}

  private OpenModel(
      ModelPackage model,
      ScoringEngine engine,
      EngineHost host,
      boolean ownsHost,
      int threads,
      Optional<Borrowed> borrowed) {
    this.model = model;
    this.engine = engine;
    this.host = host;
    this.ownsHost = ownsHost;
    this.threads = threads;
    this.borrowed = borrowed;
  }

  /**
   * Opens the ensemble of a model.
   *
   * @param threads the processor threads that one batch may use, 1 or more
   * @throws EngineException if the device cannot be used or the model does not answer its probe
   */
  static OpenModel open(ModelPackage model, Device device, int threads) {
    return open(model, device, threads, Optional.empty());
  }

  private static OpenModel open(
      ModelPackage model, Device device, int threads, Optional<Borrowed> borrowed) {
    EngineHost host = EngineHost.on(device);
    try {
      return new OpenModel(model, host.scoring(model, threads), host, true, threads, borrowed);
    } catch (EngineException e) {
      host.close();
      throw e;
    }
  }

  /** Works with an engine and a host that stay the caller's to close. */
  static OpenModel over(ModelPackage model, ScoringEngine engine, EngineHost host, int threads) {
    return new OpenModel(model, engine, host, false, threads, Optional.empty());
  }

  /** Opens the ensemble of a model that borrows the background of another. */
  static OpenModel borrowing(
      ModelPackage model,
      LimeBackground background,
      double segmentSpacing,
      Device device,
      int threads) {
    return open(model, device, threads, Optional.of(new Borrowed(background, segmentSpacing)));
  }

  /** The package. */
  public ModelPackage model() {
    return model;
  }

  /** The ensemble; not to be closed by who asks. */
  public ScoringEngine engine() {
    return engine;
  }

  /** Whether it holds what a method may need. */
  public boolean has(Need need) {
    return switch (need) {
      case BACKGROUND -> borrowed.isPresent() || need.isIn(model);
      case ACTIVATION_MAP,
          GRADIENTS,
          ESTIMATES,
          CONTEXTS,
          LINEAR_MODELS,
          COEFFICIENTS,
          CLASS_ACTIVATION,
          GRAD_CAM,
          GRAD_CAM_PLUS_PLUS,
          DENSE_IMPORTANCE ->
          need.isIn(model);
    };
  }

  /**
   * Scores one prepared spectrum, activation map included.
   *
   * @param prepared holds the spectrum from {@code offset}
   * @return the answer, which stands until the next call
   */
  public EnsembleScores score(float[] prepared, int offset) {
    if (scores == null) {
      scores = engine.newScores();
    }
    engine.score(one(prepared, offset), 1, scores);
    return scores;
  }

  /** What spectra of the model look like. */
  public LimeBackground background() {
    return borrowed.map(Borrowed::background).orElseGet(() -> LimeBackground.of(model));
  }

  /** How a prepared spectrum departs from the mean donor; empty where there are no donors. */
  Optional<Departure> departure(float[] prepared, int offset) {
    if (!has(Need.BACKGROUND)) {
      return Optional.empty();
    }
    if (usual == null) {
      usual = background().meanDonor();
    }
    float[] values = one(prepared, offset);
    for (int j = 0; j < values.length; j++) {
      values[j] -= usual[j];
    }
    return Optional.of(new Departure(values));
  }

  /** The distance of the middles of neighbouring segments of a band's width, cm⁻¹. */
  public double segmentSpacing() {
    return borrowed
        .map(Borrowed::segmentSpacing)
        .or(() -> model.explanations().map(known -> known.lime().segmentSpacing()))
        .orElse(StableLime.DEFAULT_SPACING);
  }

  /**
   * Estimated weights of one class and the place in the latent space of one prepared spectrum.
   *
   * @return the answer, which stands until the next call
   */
  public ExplainerOutputs estimate(float[] prepared, int offset, int classIndex) {
    openEstimates();
    estimates.explain(one(prepared, offset), new int[] {classIndex}, 1, outputs);
    return outputs;
  }

  private void openEstimates() {
    if (estimates == null) {
      estimates = host.explaining(model, threads);
      outputs = estimates.newOutputs();
    }
  }

  /**
   * Finds contexts of prepared spectra.
   *
   * @throws EngineException if the package has none
   */
  public ContextFinder contexts() {
    if (contexts == null) {
      Contexts known = Contexts.of(model);
      openEstimates();
      contexts = new ContextFinder(known, estimates);
    }
    return contexts;
  }

  private float[] one(float[] prepared, int offset) {
    return Arrays.copyOfRange(prepared, offset, offset + model.points());
  }

  @Override
  public void close() {
    if (ownsHost) {
      host.close(); // and with it the engines that were taken from it
    } else if (estimates != null) {
      estimates.close();
    }
  }
}
