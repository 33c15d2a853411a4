package org.spectrastreams.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.network.nmr.NmrCnn;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.preprocess.PlaneGrid;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/** A small untrained model of pictures of planes, 40 rows of 46 points. */
public final class PlaneModels {
  /** Rows of its planes. */
  public static final int ROWS = 40;

  /** Points of a row. */
  public static final int COLUMNS = 46;

  /** Its classes, which mean nothing. */
  public static final List<String> CLASSES = List.of("left", "right");

  private PlaneModels() {}

  /** Writes the package into a store. */
  public static ModelPackage write(Path store, String name) throws IOException {
    return write(store, name, 5);
  }

  /** The same with other weights. */
  public static ModelPackage write(Path store, String name, long seed) throws IOException {
    PreprocessingChain chain =
        PreprocessingChain.of(Quantity.GREY_VALUE, PlaneGrid.ofPictures(ROWS, COLUMNS, 1.5));
    Network network = new NmrCnn(ROWS, COLUMNS, CLASSES.size());
    ModelManifest manifest =
        ModelManifest.ofEnsemble(
                new ModelId(name, "1.0.0"),
                "Untrained network of planes",
                "Random weights; its classes mean nothing.",
                true,
                CLASSES,
                chain,
                network.facts(),
                1,
                new ModelManifest.Training(List.of(), "none", List.of(1L), List.of(), Map.of()),
                new ModelManifest.Evaluation(List.of(), List.of(), Map.of()))
            .withMaps(network.maps().keySet());
    return EnsemblePackages.write(
        store, manifest, RandomWeights.members(network, 1, seed), pictures(3, COLUMNS, ROWS, 11));
  }

  /** Some pictures of dark spots, one column of the image each. */
  public static SpectrumBlock pictures(int count, int width, int height, long seed) {
    Random random = new Random(seed);
    float[] grey = new float[count * width * height];
    for (int n = 0; n < count; n++) {
      int column = random.nextInt(width);
      int row = random.nextInt(height);
      for (int i = 0; i < width * height; i++) {
        boolean spot =
            Math.abs(i % width - column) < width / 5 && Math.abs(i / width - row) < height / 5;
        grey[n * width * height + i] = (spot ? 0.2f : 0.9f) + 0.05f * random.nextFloat();
      }
    }
    int[] x = new int[count];
    for (int n = 0; n < count; n++) {
      x[n] = n;
    }
    return new SpectrumBlock(
        SpectralAxis.uniform(AxisKind.PIXEL, 0, 1, width),
        Optional.of(SpectralAxis.uniform(AxisKind.PIXEL, 0, 1, height)),
        Quantity.GREY_VALUE,
        x,
        new int[count],
        grey,
        List.of());
  }
}
