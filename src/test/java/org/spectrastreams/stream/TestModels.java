package org.spectrastreams.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.RandomExplanations;
import org.spectrastreams.model.RandomModels;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.WavenumberAxis;

/** Fixture: a small untrained model, two pipelines, and blocks for them. */
final class TestModels {
  /** A short axis keeps the tests fast; MSCNN's layers need about 130 points. */
  static final WavenumberAxis AXIS = WavenumberAxis.uniform(1000, 4, 201);

  static final List<String> CLASSES = List.of("a", "b", "c");
  static final int MEMBERS = 2;

  private TestModels() {}

  /** Writes a model store and a pipelines folder under {@code root}. */
  static ServiceConfig write(Path root) {
    try {
      RandomModels.write(
          root.resolve("model-store"), new ModelId("untrained", "1.0.0"), AXIS, CLASSES, MEMBERS);
      Path pipelines = Files.createDirectories(root.resolve("streams"));
      Files.writeString(
          pipelines.resolve("scored.yaml"),
          """
          name: scored
          title: Scored by untrained members
          model: untrained
          imageTimeoutSeconds: 20
          bands:
            - {name: middle, title: Middle, at: 1400, halfWidth: 8}
          """);
      Files.writeString(
          pipelines.resolve("survey.yaml"),
          """
          name: survey
          quantities: [absorbance, raman-intensity]
          bands:
            - {name: low, at: 1100, halfWidth: 4, baseline: [1050, 1150]}
            - {name: quotient, ratio: [{at: 1100, halfWidth: 4}, {at: 1400, halfWidth: 4}]}
          """);
      return ServiceConfig.load(
              null, java.util.Map.of("SPECTRA_HOME", root.toString()), java.util.Map.of())
          .with("http.port", "0")
          .with("disk.free.mb", "1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #write}, and the model has untrained explanations. */
  static ServiceConfig writeExplained(Path root) {
    ServiceConfig config = write(root);
    try {
      RandomExplanations.write(
          config.modelStore(), new ModelStore(config.modelStore()).open("untrained"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return config;
  }

  /** Part of an image line: {@code count} spectra from (x, y) rightwards, seeded by their place. */
  static RawBlock line(
      String pipeline, String image, int width, int height, int x, int y, int count) {
    int[] xs = new int[count];
    int[] ys = new int[count];
    float[] values = new float[count * AXIS.size()];
    for (int i = 0; i < count; i++) {
      xs[i] = x + i;
      ys[i] = y;
      spectrum(values, i * AXIS.size(), (long) y * width + x + i);
    }
    return block(
        pipeline,
        image,
        ImageGeometry.of(width, height),
        (long) y * width + x,
        new SpectrumBlock(AXIS, Quantity.ABSORBANCE, xs, ys, values));
  }

  private static void spectrum(float[] values, int offset, long seed) {
    Random random = new Random(seed);
    double centre = AXIS.size() * random.nextDouble();
    for (int i = 0; i < AXIS.size(); i++) {
      double distance = (i - centre) / 10;
      values[offset + i] =
          (float) (1.5 * Math.exp(-distance * distance) + 0.1 * random.nextGaussian());
    }
  }

  static RawBlock block(
      String pipeline, String image, ImageGeometry geometry, long sequence, SpectrumBlock spectra) {
    return new RawBlock(pipeline, image, Optional.of(geometry), sequence, spectra, "test", true, 0);
  }

  /** Blocks as records of the raw topic. */
  static List<ProducerRecord<byte[], byte[]>> records(ServiceConfig config, List<RawBlock> blocks) {
    return blocks.stream()
        .map(
            block ->
                new ProducerRecord<>(
                    config.topics().raw(),
                    block.key().getBytes(StandardCharsets.UTF_8),
                    BlockEncoder.encode(block)))
        .toList();
  }

  /** The same block with other spectra. */
  static RawBlock with(RawBlock block, SpectrumBlock spectra) {
    return new RawBlock(
        block.pipeline(),
        block.imageId(),
        block.geometry(),
        block.sequence(),
        spectra,
        block.source(),
        block.simulated(),
        block.acquiredAtMillis());
  }
}
