package org.spectrastreams.wire.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.proto.Wire;

class PartedSpectrumTest {
  private final BlockDecoder decoder = new BlockDecoder(BlockLimits.DEFAULT);

  private static RawBlock plane(int columns, int rows) {
    float[] values = new float[columns * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    return new RawBlock(
        "nmr",
        "hsqc",
        Optional.of(ImageGeometry.of(1, 1)),
        3,
        new SpectrumBlock(
            SpectralAxis.uniform(AxisKind.CHEMICAL_SHIFT, -1, 0.02, columns),
            Optional.of(SpectralAxis.uniform(AxisKind.CHEMICAL_SHIFT, 0, 0.3, rows)),
            Quantity.NMR_INTENSITY,
            new int[1],
            new int[1],
            values,
            List.of()),
        "spectrometer",
        false,
        12);
  }

  @Property(seed = "1", tries = 30)
  void shouldPutAPlaneTogetherToTheByte(
      @ForAll @IntRange(min = 2, max = 700) int columns,
      @ForAll @IntRange(min = 1, max = 700) int rows)
      throws RejectedRecordException {
    byte[] block = BlockEncoder.encode(plane(columns, rows));

    List<byte[]> parts = PartedSpectrum.split(block);

    assertThat(parts).hasSizeBetween(2, SpectrumPart.MAX_PARTS);
    for (int i = 0; i < parts.size(); i++) {
      SpectrumPart part = (SpectrumPart) decoder.read(parts.get(i));
      assertThat(part.index()).isEqualTo(i);
      assertThat(part.of()).isEqualTo(parts.size());
      assertThat(part.identity())
          .isEqualTo(((SpectrumPart) decoder.read(parts.get(0))).identity())
          .startsWith("nmr/hsqc/0/3/"); // pipeline, image, scan, sequence
    }
    assertThat(PartedSpectrum.join(parts)).isEqualTo(block);
  }

  @Test
  void shouldSendTheLargestPlaneInRecordsThatATopicTakes()
      throws IOException, RejectedRecordException {
    RawBlock largest = plane(1024, 1024);
    List<EncodedBlock> records = new ArrayList<>();
    BlockEncoder encoder = new BlockEncoder(new OnePlane(largest.spectra()), "nmr", "hsqc");
    for (EncodedBlock next = encoder.next(); next != null; next = encoder.next()) {
      records.add(next);
      assertThat(next.value().length).isLessThan(1_000_000);
      assertThat(next.key()).isEqualTo("hsqc/0");
    }

    RawBlock back =
        new BlockDecoder(BlockLimits.WHOLE_SPECTRUM)
            .decode(PartedSpectrum.join(records.stream().map(EncodedBlock::value).toList()));

    assertThat(records).hasSize(8);
    assertThat(records.stream().mapToInt(EncodedBlock::spectra).sum()).isEqualTo(1);
    assertThat(back.spectra().intensities()).isEqualTo(largest.spectra().intensities());
    assertThat(back.spectra().second()).isEqualTo(largest.spectra().second());
  }

  @Test
  void shouldRefuseAPartWhereAWholeBlockIsExpected() {
    byte[] part = PartedSpectrum.split(BlockEncoder.encode(plane(4, 4))).get(1);

    assertThatThrownBy(() -> decoder.decode(part))
        .hasMessage("part 1 of 2 of a spectrum; expected a whole one")
        .extracting(refused -> ((RejectedRecordException) refused).reason())
        .isEqualTo(RejectReason.PART_OF_SPECTRUM);
  }

  @Test
  void shouldRefusePartsThatDoNotFitEachOther() throws Exception {
    List<byte[]> parts = PartedSpectrum.split(BlockEncoder.encode(plane(4, 4)));
    List<byte[]> swapped = new ArrayList<>(parts);
    Collections.reverse(swapped);
    Wire.SpectrumBlock last = Wire.SpectrumBlock.parseFrom(parts.get(1));

    assertThatThrownBy(() -> PartedSpectrum.join(swapped))
        .hasMessageContaining("part 1 begins at value 8; expected 0");
    assertThatThrownBy(
            () ->
                PartedSpectrum.join(
                    List.of(
                        parts.get(0), last.toBuilder().setSource("other").build().toByteArray())))
        .hasMessageContaining("parts that are of different spectra");
    byte[] changed = last.getIntensities().toByteArray();
    changed[5] ^= 1;
    assertThatThrownBy(
            () ->
                PartedSpectrum.join(
                    List.of(
                        parts.get(0),
                        last.toBuilder()
                            .setIntensities(com.google.protobuf.ByteString.copyFrom(changed))
                            .build()
                            .toByteArray())))
        .hasMessageContaining("another digest");
  }

  @Test
  void shouldRefusePartsThatCannotBeParts() throws Exception {
    Wire.SpectrumBlock part =
        Wire.SpectrumBlock.parseFrom(PartedSpectrum.split(BlockEncoder.encode(plane(4, 4))).get(1));
    for (Wire.SpectrumPart wrong :
        Arrays.asList(
            part.getPart().toBuilder().setOf(1).build(),
            part.getPart().toBuilder().setOf(65).build(),
            part.getPart().toBuilder().setIndex(2).build(),
            part.getPart().toBuilder().setIndex(0).build(),
            part.getPart().toBuilder().setFirstValue(0).build(),
            part.getPart().toBuilder().setFirstValue(9).build(),
            part.getPart().toBuilder().setFirstValue(-1).build(),
            part.getPart().toBuilder().clearDigest().build())) {
      assertThatThrownBy(() -> decoder.read(part.toBuilder().setPart(wrong).build().toByteArray()))
          .as(wrong.toString())
          .isInstanceOf(RejectedRecordException.class)
          .extracting(refused -> ((RejectedRecordException) refused).reason())
          .isEqualTo(RejectReason.PARTS_DISAGREE);
    }
  }

  /** A source of one plane. */
  private static final class OnePlane implements SpectrumSource {
    private SpectrumBlock left;
    private final SpectrumBlock plane;

    OnePlane(SpectrumBlock plane) {
      this.plane = plane;
      this.left = plane;
    }

    @Override
    public String name() {
      return "plane";
    }

    @Override
    public ImageGeometry geometry() {
      return ImageGeometry.of(1, 1);
    }

    @Override
    public SpectralAxis axis() {
      return plane.axis();
    }

    @Override
    public Optional<SpectralAxis> secondAxis() {
      return plane.second();
    }

    @Override
    public Quantity quantity() {
      return plane.quantity();
    }

    @Override
    public boolean simulated() {
      return false;
    }

    @Override
    public SpectrumBlock next(int maxSpectra) {
      SpectrumBlock next = left;
      left = null;
      return next;
    }

    @Override
    public void close() {}
  }
}
