package org.spectrastreams.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.engine.DeviceSettings.Precision;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.SpectralAxis;

/** With the processor in the place of a card whose memory others use, too. */
class DeviceModelIT {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 2, 150);
  private static final int PATIENCE = 4;

  @TempDir static Path folder;

  private final SlowDevice device = new SlowDevice();

  private DeviceModel model() throws IOException {
    return new DeviceModel(
        RandomModels.write(folder, new ModelId("one", "1.0.0"), AXIS, List.of("a", "b", "c"), 2),
        device,
        new DeviceSettings(64, 0, 1, 0, Precision.FLOAT32),
        PATIENCE);
  }

  private static void compute(DeviceModel model, int times) {
    EnsembleScores scores = EnsembleScores.withoutMaps(2, 3, AXIS.size());
    scores.resize(1);
    for (int i = 0; i < times; i++) {
      model.compute(
          DeviceModel.Part.SCORES,
          new Object[] {RandomModels.spectra(1, AXIS.size(), i)},
          new Object[] {scores.memberProbabilities(), scores.predicted()},
          1);
    }
  }

  @Test
  void shouldComeBackToWholeRunsWhereAShortageOfTheCardPassed() throws IOException {
    device.room = 20;
    try (DeviceModel model = model()) {
      assertThat(model.runShare()).isOne();
      compute(model, 1);
      assertThat(model.runShare()).isEqualTo(16.0 / 64);
      device.room = Long.MAX_VALUE;

      compute(model, PATIENCE - 1);
      assertThat(model.runShare()).as("after a while of success").isEqualTo(32.0 / 64);
      compute(model, PATIENCE);
      assertThat(model.runShare()).isOne();
      compute(model, 1);
    }
  }

  @Test
  void shouldTryLaterAndLaterWhereThereIsNoRoomStill() throws IOException {
    device.room = 20;
    try (DeviceModel model = model()) {
      compute(model, PATIENCE);
      assertThat(model.runShare()).as("tried").isEqualTo(32.0 / 64);
      compute(model, 1);
      assertThat(model.runShare()).as("in vain").isEqualTo(16.0 / 64);
      compute(model, 2 * PATIENCE - 2);
      assertThat(model.runShare()).isEqualTo(16.0 / 64);
      compute(model, 1);
      assertThat(model.runShare()).as("after twice as long").isEqualTo(32.0 / 64);
    }
  }
}
