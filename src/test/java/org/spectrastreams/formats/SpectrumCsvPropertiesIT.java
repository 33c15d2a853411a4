package org.spectrastreams.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;

class SpectrumCsvPropertiesIT {
  /** An image of one line. */
  private record OneLine(
      ImageGeometry geometry,
      SpectralAxis axis,
      Quantity quantity,
      boolean simulated,
      List<SpectrumBlock> line)
      implements SpectrumSource {
    @Override
    public String name() {
      return "one line";
    }

    @Override
    public SpectrumBlock next(int maxSpectra) {
      return line.isEmpty() ? null : line.remove(0);
    }

    @Override
    public void close() {}
  }

  @Provide
  Arbitrary<String> labels() {
    return Arbitraries.strings()
        .withCharRange('a', 'f')
        .withChars(",;\"#µ 1.")
        .ofMaxLength(6)
        .map(String::strip);
  }

  @Example
  void shouldReadBackALabelThatLooksLikeANumberWithAComma() throws Exception {
    shouldReadBackWhatItWrote(List.of(0), Set.of(0), ",1", true, Quantity.ABSORBANCE, true, 0);
  }

  @Property(seed = "1", tries = 300)
  void shouldReadBackWhatItWrote(
      @ForAll @Size(min = 1, max = 6) List<Integer> bits,
      @ForAll @Size(min = 1, max = 5) Set<@IntRange(min = 0, max = 1_000_000) Integer> points,
      @ForAll("labels") String label,
      @ForAll boolean labelled,
      @ForAll Quantity quantity,
      @ForAll boolean simulated,
      @ForAll @IntRange(min = 0, max = 3) int row)
      throws Exception {
    SpectralAxis axis =
        SpectralAxis.of(points.stream().sorted().mapToDouble(point -> point / 7.0).toArray());
    int count = bits.size();
    float[] intensities = new float[count * axis.size()];
    int[] x = new int[count];
    int[] y = new int[count];
    Arrays.fill(y, row);
    for (int i = 0; i < count; i++) {
      x[i] = i;
      for (int point = 0; point < axis.size(); point++) {
        intensities[i * axis.size() + point] = Float.intBitsToFloat(bits.get(i) + point * 7919);
      }
    }
    List<String> labels = labelled ? Collections.nCopies(count, label) : List.of();
    SpectrumBlock block = new SpectrumBlock(axis, quantity, x, y, intensities, labels);
    ImageGeometry geometry = new ImageGeometry(count, 4, simulated ? 1.5 : Double.NaN);
    StringBuilder text = new StringBuilder();
    long written =
        SpectrumCsv.write(
            new OneLine(geometry, axis, quantity, simulated, new ArrayList<>(List.of(block))),
            text);
    assertThat(written).isEqualTo(count);
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Path file = folder.path().resolve("a.csv");
      Files.writeString(file, text, StandardCharsets.UTF_8);
      // Random values are no percentages and no fractions: whether they can be is not asked here.
      try (SpectrumSource source = SpectrumFiles.open(file, OpenOptions.NONE.overruling())) {
        assertThat(source.geometry()).isEqualTo(geometry);
        assertThat(source.quantity()).isEqualTo(quantity);
        assertThat(source.simulated()).isEqualTo(simulated);
        assertThat(source.axis()).isEqualTo(axis);
        SpectrumBlock read = source.next(100);
        assertThat(read.x()).isEqualTo(x);
        assertThat(read.y()).isEqualTo(y);
        assertThat(read.labels()).isEqualTo(labels);
        for (int i = 0; i < intensities.length; i++) {
          assertThat(Float.floatToIntBits(read.intensities()[i]))
              .isEqualTo(Float.floatToIntBits(intensities[i]));
        }
        assertThat(source.next(1)).isNull();
      }
    }
  }
}
