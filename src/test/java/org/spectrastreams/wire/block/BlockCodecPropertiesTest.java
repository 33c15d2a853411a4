package org.spectrastreams.wire.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.PixelTruth;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.RejectedRecordException;

/** What must hold for any block that is written and read, and for any bytes that are read. */
class BlockCodecPropertiesTest {
  private final BlockDecoder decoder = new BlockDecoder(BlockLimits.DEFAULT);

  @Property(seed = "1", tries = 300)
  void shouldGiveBackWhatWasEncoded(@ForAll("blocks") RawBlock block)
      throws RejectedRecordException {
    RawBlock back = decoder.decode(BlockEncoder.encode(block));
    assertThat(TestModels.with(back, block.spectra())).isEqualTo(block);
    SpectrumBlock spectra = back.spectra();
    assertThat(spectra.axis()).isEqualTo(block.spectra().axis().under(spectra.quantity()));
    assertThat(spectra.second())
        .isEqualTo(block.spectra().second().map(axis -> axis.under(spectra.quantity())));
    assertThat(spectra.quantity()).isEqualTo(block.spectra().quantity());
    assertThat(spectra.truth().map(PixelTruth::names))
        .isEqualTo(block.spectra().truth().map(PixelTruth::names));
    assertThat(spectra.truth().map(truth -> Arrays.toString(truth.indices())))
        .isEqualTo(block.spectra().truth().map(truth -> Arrays.toString(truth.indices())));
    assertThat(Arrays.equals(spectra.x(), block.spectra().x())).isTrue();
    assertThat(Arrays.equals(spectra.y(), block.spectra().y())).isTrue();
    assertThat(Arrays.equals(spectra.intensities(), block.spectra().intensities())).isTrue();
  }

  @Property(seed = "1", tries = 2000)
  void shouldOnlyEverRejectRandomBytes(@ForAll byte[] bytes) {
    Throwable thrown = catchThrowable(() -> decoder.decode(bytes));
    assertThat(thrown).isInstanceOf(RejectedRecordException.class);
  }

  @Property(seed = "1", tries = 1500)
  void shouldDecodeOrRejectAMutatedBlockAndNothingElse(
      @ForAll("blocks") RawBlock block, @ForAll("mutations") List<Mutation> mutations) {
    byte[] bytes = BlockEncoder.encode(block);
    for (Mutation mutation : mutations) {
      bytes = mutation.apply(bytes);
    }
    byte[] mutated = bytes;
    Throwable thrown = catchThrowable(() -> decoder.decode(mutated));
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(RejectedRecordException.class);
      assertThat(thrown.getMessage()).isNotBlank();
    }
  }

  /** One change to the bytes of a record. */
  record Mutation(int kind, int place, int value) {
    byte[] apply(byte[] bytes) {
      if (bytes.length == 0) {
        return bytes;
      }
      int at = Math.floorMod(place, bytes.length);
      byte[] changed = bytes.clone();
      switch (kind) {
        case 0 -> changed[at] = (byte) value;
        case 1 -> changed[at] ^= (byte) (1 << (value & 7));
        case 2 -> changed = Arrays.copyOf(bytes, at);
        case 3 -> {
          changed = new byte[bytes.length + 1];
          System.arraycopy(bytes, 0, changed, 0, at);
          changed[at] = (byte) value;
          System.arraycopy(bytes, at, changed, at + 1, bytes.length - at);
        }
        default -> changed[Math.floorMod(place, Math.min(40, bytes.length))] = (byte) value;
      }
      return changed;
    }
  }

  @Provide
  Arbitrary<List<Mutation>> mutations() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 4),
            Arbitraries.integers(),
            Arbitraries.integers().between(0, 255))
        .as(Mutation::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<RawBlock> blocks() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 6),
            axes(),
            axes().optional(0.3),
            Arbitraries.of(Quantity.class),
            Arbitraries.strings().withChars("abcXYZ019._-").ofMinLength(1).ofMaxLength(20),
            Arbitraries.longs(),
            Arbitraries.strings().ofMaxLength(30),
            Arbitraries.randoms())
        .as(
            (count, axis, second, quantity, id, sequence, source, random) -> {
              boolean image = random.nextBoolean();
              int[] x = new int[count];
              int[] y = new int[count];
              float[] values =
                  new float[count * axis.size() * second.map(SpectralAxis::size).orElse(1)];
              for (int i = 0; i < count; i++) {
                x[i] = random.nextInt(300);
                y[i] = random.nextInt(20);
              }
              for (int i = 0; i < values.length; i++) {
                values[i] =
                    random.nextInt(50) == 0 ? Float.NaN : (float) (random.nextGaussian() * 1e3);
              }
              return new RawBlock(
                  "p-1",
                  image ? "i" + id : "",
                  image
                      ? Optional.of(
                          new ImageGeometry(300, 20, random.nextBoolean() ? 5.5 : Double.NaN))
                      : Optional.empty(),
                  sequence,
                  new SpectrumBlock(
                      axis,
                      second,
                      quantity,
                      x,
                      y,
                      values,
                      List.of(),
                      random.nextBoolean() ? Optional.of(truth(x)) : Optional.empty()),
                  source.codePoints().allMatch(c -> c < 0xd800 || c > 0xdfff) ? source : "",
                  random.nextBoolean(),
                  random.nextLong());
            });
  }

  private static Arbitrary<SpectralAxis> axes() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 40),
            Arbitraries.doubles().between(0, 4000),
            Arbitraries.doubles().between(0.01, 20),
            Arbitraries.of(true, false),
            Arbitraries.of(AxisKind.class))
        .as(
            (points, place, step, uniform, kind) -> {
              double first =
                  switch (kind) {
                    case PER_CENTIMETRE, WAVENUMBER, PIXEL -> place;
                    case RAMAN_SHIFT, CHEMICAL_SHIFT -> place - 2000;
                    case WAVELENGTH -> place + 0.1;
                  };
              if (uniform) {
                return SpectralAxis.uniform(kind, first, step, points);
              }
              double[] values = new double[points];
              for (int i = 0; i < points; i++) {
                values[i] = first + i * step + (i % 3) * step / 7;
              }
              return SpectralAxis.of(kind, values);
            });
  }

  private static PixelTruth truth(int[] x) {
    byte[] indices = new byte[x.length];
    for (int i = 0; i < x.length; i++) {
      indices[i] = (byte) (x[i] % 4 == 3 ? PixelTruth.UNKNOWN : x[i] % 4);
    }
    return new PixelTruth(List.of("slide", "stroma", "α"), indices);
  }
}
