package org.spectrastreams.stream.maps;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.scoring.TestTopology;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/**
 * A map topology with the model of the tests, and the lines and pixels of the image that is
 * scanned.
 */
final class MapScene {
  static final int WIDTH = 70;
  static final int HEIGHT = 3;
  private final Path folder;
  private ServiceConfig config;

  MapScene(Path folder) {
    this.folder = folder;
    config = TestModels.write(folder);
  }

  ServiceConfig config() {
    return config;
  }

  /** Changes a setting of the topologies that are started from now on. */
  void set(String key, String value) {
    config = config.with(key, value);
  }

  TestTopology topology() {
    return new TestTopology(config, folder.resolve("state"));
  }

  /** One line of the image. */
  static RawBlock line(int y) {
    return TestModels.line("scored", "img", WIDTH, HEIGHT, 0, y, WIDTH);
  }

  /** The class that a map shows at a pixel. */
  static int classAt(Map<String, Wire.MapTile> tiles, String layer, int x, int y) {
    Wire.MapTile tile = tiles.get(layer + "/" + x / 64 + "/" + y / 64);
    return tile.getValues().byteAt((y - tile.getY0()) * tile.getWidth() + x - tile.getX0()) & 0xff;
  }

  /** The number that a map shows at a pixel. */
  static float numberAt(Map<String, Wire.MapTile> tiles, String layer, int x, int y) {
    Wire.MapTile tile = tiles.get(layer + "/" + x / 64 + "/" + y / 64);
    return tile.getValues()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .getFloat(4 * ((y - tile.getY0()) * tile.getWidth() + x - tile.getX0()));
  }

  /** Another measurement of the same pixels: each one's spectra are as strong as it is late. */
  static RawBlock again(RawBlock block, long sequence, long acquired, long generation) {
    SpectrumBlock spectra = block.spectra();
    float[] values = spectra.intensities().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= 1 + sequence / 100f + acquired / 10_000f + generation;
    }
    return new RawBlock(
        block.pipeline(),
        block.imageId(),
        block.geometry(),
        sequence,
        new SpectrumBlock(spectra.axis(), spectra.quantity(), spectra.x(), spectra.y(), values),
        block.source(),
        block.simulated(),
        acquired,
        generation);
  }
}
