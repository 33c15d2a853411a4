package org.spectrastreams.stream.gates;

import java.util.Optional;
import org.spectrastreams.model.Domain.Signal;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.preprocess.SignalMeter;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.score.Gate;
import org.spectrastreams.stream.score.Judgement;
import org.spectrastreams.stream.score.ModelScorer;

/**
 * Refuses raw spectra that do not rise above their noise, or not as high as the model asks for: a
 * spectrum that is scaled to one size shows neither any more. For one thread.
 */
public final class SignalGate implements Gate {
  /**
   * Less than the model's least height: slide with some light of its neighbours, an empty place.
   */
  public static final NotJudgedReason LOW =
      new NotJudgedReason(
          "low-signal", "its bands are lower than those of the thinnest samples it was trained on");

  /** The gate of every model that states a signal. */
  public static final class Kind implements Gate.Kind {
    @Override
    public Optional<Gate> of(ModelPackage model) {
      Signal signal = model.manifest().domain().signal();
      return signal.isKnown()
          ? Optional.of(new SignalGate(signal, model.axis(), model.preprocessing().quantity()))
          : Optional.empty();
    }

    @Override
    public int order() {
      return -1;
    }
  }

  private final Signal least;
  private final SpectralAxis span;
  private final Quantity quantity;
  private SpectralAxis axis;
  private Quantity measured;
  private SignalMeter meter;

  /**
   * A gate of one model.
   *
   * @param span the model's axis
   * @param quantity the model's; spectra that hold another one are converted, as its preprocessing
   *     does
   */
  SignalGate(Signal least, SpectralAxis span, Quantity quantity) {
    this.least = least;
    this.span = span;
    this.quantity = quantity;
  }

  @Override
  public boolean measuresDistance() {
    return false;
  }

  @Override
  public Judgement judge(SpectrumBlock block, int i, ModelScorer scorer, int row) {
    if (!block.axis().equals(axis) || block.quantity() != measured) {
      axis = block.axis();
      measured = block.quantity();
      meter = SignalMeter.of(axis, measured, span, quantity);
    }
    meter.measure(block.intensities(), i * axis.size());
    if (!meter.isAbove(least.ratio())) {
      return Judgement.refused(NotJudgedReason.NOISE, Float.NaN);
    }
    return meter.height() < least.height() ? Judgement.refused(LOW, Float.NaN) : Judgement.JUDGED;
  }
}
