package org.spectrastreams.wire.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.ComputedSource;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Measurement;
import org.spectrastreams.spectrum.PixelTruth;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.StagePlaces;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.proto.Wire;

/** Blocks as they are written, and what is refused of those that others write. */
class BlockCodecTest {
  private final BlockDecoder decoder = new BlockDecoder(BlockLimits.DEFAULT);

  @Test
  void shouldCarryHowAndWhereSpectraWereMeasured() throws Exception {
    RawBlock plain = TestModels.line("scored", "img", 4, 1, 0, 0, 4);
    Measurement measured =
        new Measurement(
            Optional.of(new StagePlaces(-1.5, Double.NaN, 2.5, -2.5, 12, "µm")),
            Optional.of("Cary 620 №2"),
            Optional.of(LocalDateTime.of(2024, 5, 3, 14, 7, 55)));
    RawBlock block =
        new RawBlock(
            plain.pipeline(),
            plain.imageId(),
            plain.geometry(),
            plain.sequence(),
            plain.spectra(),
            plain.source(),
            plain.simulated(),
            plain.acquiredAtMillis(),
            9,
            measured,
            true);

    RawBlock back = decoder.decode(BlockEncoder.encode(block));
    assertThat(back.measurement()).isEqualTo(measured);
    assertThat(back.frameGrows()).isTrue();
    assertThat(back.ofGeneration(10).measurement()).isEqualTo(measured);
    Wire.SpectrumBlock.Builder wire =
        Wire.SpectrumBlock.parseFrom(BlockEncoder.encode(block)).toBuilder();
    assertThat(wire.getMeasurement().hasOriginY()).isFalse();
    wire.getMeasurementBuilder().setOriginY(Double.NEGATIVE_INFINITY);
    assertThatThrownBy(() -> decoder.decode(wire.build().toByteArray()))
        .hasMessageContaining("expected finite numbers");
    wire.getMeasurementBuilder().setOriginY(0).setAcquiredLocal("yesterday");
    assertThatThrownBy(() -> decoder.decode(wire.build().toByteArray()))
        .hasMessageContaining("yesterday");
    wire.getMeasurementBuilder().setAcquiredLocal("").setInstrument("i".repeat(601));
    assertThatThrownBy(() -> decoder.decode(wire.build().toByteArray()))
        .hasMessageContaining("measurement.instrument has 601 bytes");
  }

  @Test
  void shouldRejectATruthThatDoesNotFitItsSpectra() {
    Wire.SpectrumBlock.Builder block =
        Wire.SpectrumBlock.newBuilder()
            .setPipeline("p")
            .setAxisUnit(Wire.AxisUnit.PER_CENTIMETRE)
            .setUniformAxis(Wire.UniformAxis.newBuilder().setFirst(1000).setStep(1))
            .setPoints(1)
            .addX(0)
            .addY(0)
            .setIntensities(ByteString.copyFrom(new byte[4]))
            .addTruthNames("slide");

    assertThatThrownBy(
            () ->
                decoder.decode(
                    block.setTruth(ByteString.copyFrom(new byte[2])).build().toByteArray()))
        .hasMessageContaining("2 bytes of truth");
    assertThatThrownBy(
            () ->
                decoder.decode(
                    block.setTruth(ByteString.copyFrom(new byte[] {1})).build().toByteArray()))
        .hasMessageContaining("truth 1 of 1 names");
    block.setTruth(ByteString.copyFrom(new byte[1]));
    for (int i = 0; i < PixelTruth.MAX_NAMES; i++) {
      block.addTruthNames("name " + i);
    }
    assertThatThrownBy(() -> decoder.decode(block.build().toByteArray()))
        .hasMessageContaining("more than 250 truth_names");
  }

  @Test
  void shouldTakeNegativeCentimetresOnlyUnderRamanIntensities() throws RejectedRecordException {
    Wire.SpectrumBlock.Builder shifts =
        Wire.SpectrumBlock.newBuilder()
            .setPipeline("p")
            .setAxisUnit(Wire.AxisUnit.PER_CENTIMETRE)
            .setUniformAxis(Wire.UniformAxis.newBuilder().setFirst(200).setStep(-150))
            .setPoints(3)
            .addX(0)
            .addY(0)
            .setIntensities(ByteString.copyFrom(new byte[12]));

    byte[] raman = shifts.setQuantity(Wire.Quantity.RAMAN_INTENSITY).build().toByteArray();
    byte[] absorbance = shifts.setQuantity(Wire.Quantity.ABSORBANCE).build().toByteArray();

    assertThat(decoder.decode(raman).spectra().axis())
        .isEqualTo(SpectralAxis.of(AxisKind.RAMAN_SHIFT, -100, 50, 200));
    assertThatThrownBy(() -> decoder.decode(absorbance))
        .hasMessageContaining("wavenumber 0 is -100.0");
  }

  @Test
  void shouldRefuseAKindThatDoesNotFollowFromTheUnit() {
    Wire.SpectrumBlock.Builder block =
        Wire.SpectrumBlock.newBuilder()
            .setPipeline("p")
            .setAxisUnit(Wire.AxisUnit.NANOMETRE)
            .setAxisKind(Wire.AxisKind.RAMAN_SHIFT)
            .setUniformAxis(Wire.UniformAxis.newBuilder().setFirst(600).setStep(1))
            .setPoints(2)
            .addX(0)
            .addY(0)
            .setIntensities(ByteString.copyFrom(new byte[8]));
    assertThatThrownBy(() -> decoder.decode(block.build().toByteArray()))
        .hasMessageContaining("an axis in nm cannot be read as Raman shift");
    assertThatThrownBy(() -> decoder.decode(block.setAxisKindValue(9).build().toByteArray()))
        .hasMessageContaining("axis_kind is 9");
  }

  @Test
  void shouldBringPlanesWhoseAxesBothDescendIntoOrder() throws RejectedRecordException {
    Wire.SpectrumBlock plane =
        Wire.SpectrumBlock.newBuilder()
            .setPipeline("p")
            .setAxisUnit(Wire.AxisUnit.PARTS_PER_MILLION)
            .setUniformAxis(Wire.UniformAxis.newBuilder().setFirst(10).setStep(-1))
            .setPoints(3)
            .setRows(2)
            .setSecondAxisUnit(Wire.AxisUnit.PARTS_PER_MILLION)
            .setSecondUniformAxis(Wire.UniformAxis.newBuilder().setFirst(120).setStep(-20))
            .setQuantity(Wire.Quantity.NMR_INTENSITY)
            .addX(0)
            .addX(0)
            .addY(0)
            .addY(0)
            .setIntensities(packed(1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16))
            .build();

    SpectrumBlock read = decoder.decode(plane.toByteArray()).spectra();

    assertThat(read.count()).isEqualTo(2);
    assertThat(read.axis()).isEqualTo(SpectralAxis.of(AxisKind.CHEMICAL_SHIFT, 8, 9, 10));
    assertThat(read.second()).contains(SpectralAxis.of(AxisKind.CHEMICAL_SHIFT, 100, 120));
    assertThat(read.intensities()).containsExactly(6, 5, 4, 3, 2, 1, 16, 15, 14, 13, 12, 11);
    assertThatThrownBy(() -> decoder.decode(plane.toBuilder().setRows(0).build().toByteArray()))
        .hasMessageContaining("a second axis of 0 rows");
    assertThatThrownBy(
            () -> decoder.decode(plane.toBuilder().clearSecondAxis().build().toByteArray()))
        .hasMessageContaining("neither second_uniform_axis nor second_axis_values");
    assertThatThrownBy(
            () -> decoder.decode(plane.toBuilder().setRows(1 << 30).build().toByteArray()))
        .hasMessageContaining("a plane of 3 × 1073741824 points");
  }

  private static ByteString packed(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return ByteString.copyFrom(bytes.array());
  }

  @Test
  void shouldAllocateLittleForARecordThatClaimsMuch() {
    byte[] huge = new byte[1 << 20];
    Arrays.fill(huge, (byte) 0x60); // field 12, one column after the other
    for (byte[] record : List.of(claims(10, 0x7fffffff), claims(14, 0x7fffffff), huge)) {
      long before = allocated();
      assertThatThrownBy(() -> decoder.decode(record)).isInstanceOf(RejectedRecordException.class);
      // the decoder's cap of 4096 columns and what the test itself takes
      assertThat(allocated() - before).isLessThan(1 << 20);
    }
  }

  /** A record of one field: a number, or a length with nothing behind it. */
  private static byte[] claims(int field, int value) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeTag(field, field == 14 ? 2 : 0);
      out.writeUInt32NoTag(value);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  @Test
  void shouldCutASourceIntoRecordsBelowTheLimit() throws IOException, RejectedRecordException {
    for (int points : new int[] {1, 801, 5_000, SpectralAxis.MAX_POINTS}) {
      ComputedSource source =
          new ComputedSource(
              "list",
              ImageGeometry.of(700, 1),
              SpectralAxis.of(irregular(points)),
              (x, y, point) -> 0);
      BlockEncoder encoder = new BlockEncoder(source, "p", "list");
      List<EncodedBlock> blocks = new ArrayList<>();
      for (EncodedBlock block = encoder.next(); block != null; block = encoder.next()) {
        blocks.add(block);
        assertThat(block.value().length).isLessThanOrEqualTo(1_000_000);
        assertThat(decoder.decode(block.value()).spectra().count()).isEqualTo(block.spectra());
        if (points > 5_000 && blocks.size() > 3) {
          break;
        }
      }
      if (points <= 5_000) {
        assertThat(blocks.stream().mapToInt(EncodedBlock::spectra).sum()).isEqualTo(700);
        assertThat(blocks).extracting(EncodedBlock::key).doesNotHaveDuplicates();
      }
      if (points == 801) {
        assertThat(blocks.get(0).spectra()).isGreaterThan(240);
      }
    }
  }

  private static double[] irregular(int points) {
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      values[i] = 400 + i + 0.1 * (i % 2);
    }
    return values;
  }
}
