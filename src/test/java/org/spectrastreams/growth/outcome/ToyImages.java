package org.spectrastreams.growth.outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.block.RawBlock;

/** Fixture: pipelines of the toy outcomes and images of four pixels for them. */
public final class ToyImages {
  private ToyImages() {}

  /** Writes a store and pipelines, those of the toys among them. */
  public static ServiceConfig write(Path root) throws IOException {
    ServiceConfig config = TestModels.write(root);
    RandomModels.write(
        config.modelStore(),
        new ModelId(ToyGate.MODEL, "1.0.0"),
        TestModels.AXIS,
        TestModels.CLASSES,
        TestModels.MEMBERS);
    for (String name : new String[] {"toy-labels", "toy-value"}) {
      Files.writeString(config.pipelinesDir().resolve(name + ".yaml"), "name: " + name + "\n");
    }
    Files.writeString(
        config.pipelinesDir().resolve("gated.yaml"), "name: gated\nmodel: " + ToyGate.MODEL + "\n");
    return config;
  }

  /**
   * One line of an image of 4 × 1 pixels: bright and rising, dark and falling, nearly flat, poor.
   */
  public static RawBlock line(String pipeline, String image, long sequence) {
    int points = TestModels.AXIS.size();
    float[] values = new float[4 * points];
    for (int p = 0; p < points; p++) {
      float wave = (float) Math.sin(0.1 * p) / 10;
      values[p] = 2 + wave + 0.001f * p;
      values[points + p] = 0.3f + wave - 0.001f * p;
      values[2 * points + p] = 0.25f + 1e-5f * (p % 7);
      values[3 * points + p] = Float.NaN;
    }
    return new RawBlock(
        pipeline,
        image,
        Optional.of(ImageGeometry.of(4, 1)),
        sequence,
        new SpectrumBlock(
            TestModels.AXIS, Quantity.ABSORBANCE, new int[] {0, 1, 2, 3}, new int[4], values),
        "toy",
        true,
        0);
  }
}
