package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/** Heights and noise of spectra of which both are known. */
class SignalMeterTest {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(900, 1, 1001);
  private static final SpectralAxis SPAN = SpectralAxis.uniform(1000, 1, 801);

  @Test
  void shouldFindTheNoiseUnderABandAndASlope() {
    float[] spectrum = new float[2 * AXIS.size()];
    Random random = new Random(3);
    for (int j = 0; j < AXIS.size(); j++) {
      double apart = (AXIS.at(j) - 1400) / 20;
      spectrum[AXIS.size() + j] =
          (float) (Math.exp(-apart * apart) + 0.01 * random.nextGaussian() + 0.0005 * j);
    }
    SignalMeter meter = new SignalMeter(AXIS, SPAN);
    meter.measure(spectrum, AXIS.size());

    assertThat(meter.noise()).isCloseTo(0.01f, within(0.001f));
    assertThat(meter.height()).isCloseTo(1.2f, within(0.06f));
    assertThat(meter.isAbove(100)).isTrue();
    assertThat(meter.isAbove(150)).isFalse();
  }

  @Test
  void shouldSeeThatNoiseAloneIsNoSignal() {
    float[] spectrum = new float[AXIS.size()];
    Random random = new Random(4);
    for (int j = 0; j < spectrum.length; j++) {
      spectrum[j] = (float) (5 + random.nextGaussian());
    }
    SignalMeter meter = new SignalMeter(AXIS, SPAN);
    meter.measure(spectrum, 0);
    assertThat(meter.isAbove(10)).isFalse();
  }

  @Test
  void shouldLookAtTheSpanAlone() {
    float[] spectrum = new float[AXIS.size()];
    spectrum[50] = 7; // 950, outside
    SignalMeter meter = new SignalMeter(AXIS, SPAN);
    meter.measure(spectrum, 0);
    assertThat(meter.height()).isZero();
    assertThat(meter.isAbove(10)).isTrue(); // without noise anything is above it
  }

  @Test
  void shouldCallEverythingAboveWhereNoRatioIsAskedFor() {
    SignalMeter meter = new SignalMeter(AXIS, SPAN);
    meter.measure(new float[AXIS.size()], 0);
    assertThat(meter.height()).isZero();
    assertThat(meter.isAbove(0)).isTrue();
    assertThat(meter.isAbove(Double.MIN_VALUE)).isTrue();
  }

  @Test
  void shouldCallAboveWhatItsOwnNoiseSays() {
    Random random = new Random(5);
    SignalMeter meter = new SignalMeter(AXIS, SPAN);
    float[] spectrum = new float[AXIS.size()];
    for (int i = 0; i < 300; i++) {
      double size = Math.pow(10, 60 * random.nextDouble() - 30);
      for (int j = 0; j < spectrum.length; j++) {
        spectrum[j] = (float) (size * random.nextGaussian());
      }
      if (i % 10 == 0) {
        spectrum[500] = i % 20 == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
      }
      meter.measure(spectrum, 0);
      double exact = Math.min(meter.height() / (double) meter.noise(), 1e300);
      for (double ratio :
          new double[] {
            0, exact, Math.nextDown(exact), Math.nextUp(exact), 10 * random.nextDouble()
          }) {
        assertThat(meter.isAbove(ratio))
            .as("height %s, noise %s, ratio %s", meter.height(), meter.noise(), ratio)
            .isEqualTo(meter.height() >= ratio * meter.noise());
      }
    }
  }

  private static float[] band(double height) {
    float[] spectrum = new float[AXIS.size()];
    Random random = new Random(5);
    for (int j = 0; j < spectrum.length; j++) {
      double apart = (AXIS.at(j) - 1650) / 20;
      spectrum[j] =
          (float) (height * Math.exp(-apart * apart) + 0.001 * height * random.nextGaussian());
    }
    return spectrum;
  }

  @Test
  void shouldMeasureTransmittanceInPercentInTheModelsAbsorbance() {
    float[] absorbance = band(0.02);
    float[] percent = new float[absorbance.length];
    for (int j = 0; j < percent.length; j++) {
      percent[j] = (float) (100 * Math.pow(10, -absorbance[j]));
    }
    SignalMeter plain = new SignalMeter(AXIS, SPAN);
    plain.measure(absorbance, 0);
    SignalMeter meter =
        SignalMeter.of(AXIS, Quantity.PERCENT_TRANSMITTANCE, SPAN, Quantity.ABSORBANCE);
    meter.measure(percent, 0);

    assertThat(meter.height()).isCloseTo(plain.height(), within(1e-5f));
    assertThat(meter.noise()).isCloseTo(plain.noise(), within(1e-6f));
    percent[500] = 0; // 1400 cm⁻¹: no light, no absorbance
    meter.measure(percent, 0);
    assertThat(meter.isAbove(1)).isFalse();
  }

  @Test
  void shouldLookAtTheModelsSpanOfAnAxisOfWavelengths() {
    SpectralAxis wavelengths =
        SpectralAxis.of(AxisKind.WAVENUMBER, AXIS.toArray())
            .converted(AxisKind.WAVELENGTH)
            .orElseThrow();
    float[] spectrum = new float[wavelengths.size()];
    spectrum[wavelengths.indexNearest(1e4 / 950)] = 7; // outside the span
    SignalMeter meter = SignalMeter.of(wavelengths, Quantity.ABSORBANCE, SPAN, Quantity.ABSORBANCE);
    meter.measure(spectrum, 0);

    assertThat(meter.height()).isZero();
  }
}
