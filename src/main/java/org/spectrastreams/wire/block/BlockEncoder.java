package org.spectrastreams.wire.block;

import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.wire.AxisKinds;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.MeasurementMessage;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire;

/**
 * Cuts a source into records for the raw topic, each below Kafka's default limit of 1 MB. A single
 * spectrum that is larger goes in parts.
 *
 * <p>Reads the source as it goes and does not close it. Not thread-safe.
 */
public final class BlockEncoder {
  /** The most spectra of a block: more make no engine faster. */
  public static final int MAX_SPECTRA = 256;

  // Below the limit by what keys, headers and the batch around a record may take.
  private static final int RECORD_BYTES = 1_000_000;
  private static final int ENVELOPE_BYTES = 3_000;
  private static final int PLACE_BYTES = 2 * 3 + 1; // and its truth

  private final SpectrumSource source;
  private final String pipeline;
  private final String imageId;
  private final int maxSpectra;
  private final Queue<EncodedBlock> parts = new ArrayDeque<>();
  private long sequence;
  private long generation;
  private boolean byPlace;
  private boolean frameGrows;
  private SpectrumBlock ahead;

  /**
   * An encoder of blocks as large as a record may be, at most {@link #MAX_SPECTRA} spectra.
   *
   * @param imageId the name of the image; see {@link RawBlock#imageId}
   */
  public BlockEncoder(SpectrumSource source, String pipeline, String imageId) {
    this(source, pipeline, imageId, MAX_SPECTRA);
  }

  /** An encoder of blocks of at most {@code maxSpectra} spectra. */
  public BlockEncoder(SpectrumSource source, String pipeline, String imageId, int maxSpectra) {
    if (maxSpectra < 1) {
      throw new IllegalArgumentException(maxSpectra + " spectra a block; expected 1 or more");
    }
    this.source = source;
    this.pipeline = pipeline;
    this.imageId = imageId;
    this.maxSpectra = Math.min(maxSpectra, spectraPerRecord(source));
  }

  /** How many spectra of a source a block of at most {@link #MAX_SPECTRA} holds, 1 or more. */
  public static int spectraPerBlock(SpectrumSource source) {
    return Math.min(MAX_SPECTRA, spectraPerRecord(source));
  }

  private static int spectraPerRecord(SpectrumSource source) {
    return spectraPerRecord(
        source.axis().size(), source.secondAxis().map(SpectralAxis::size).orElse(0));
  }

  /** Which scan of the image all blocks from now on are of; 0, as without this, tells none. */
  public void setGeneration(long scan) {
    this.generation = scan;
  }

  /**
   * Numbers every block by the place of its first spectrum instead of counting them, so that a
   * block has the same number in whatever order, and with whatever others, the source gives it.
   */
  public void numberByPlace() {
    this.byPlace = true;
  }

  /** Whether later blocks of the same scan may have a larger frame. */
  public void setFrameGrows(boolean grows) {
    this.frameGrows = grows;
  }

  private static long placeOf(SpectrumBlock spectra) {
    return (long) spectra.y()[0] * ImageGeometry.MAX_SIDE + spectra.x()[0];
  }

  /**
   * Tells what is sent from other things that may be sent under the same name: a digest of the
   * first block and of how the source is cut. The same each time; to be asked before the first
   * block is taken.
   *
   * @throws IOException if the source cannot be read
   */
  public int fingerprint() throws IOException {
    if (sequence > 0) {
      throw new IllegalStateException("asked for after " + sequence + " blocks; expected before");
    }
    ahead = source.next(maxSpectra);
    byte[] first = ahead == null ? new byte[0] : encode(block(ahead, 0));
    return ByteBuffer.wrap(Packed.sha256(first)).getInt() ^ maxSpectra;
  }

  private RawBlock block(SpectrumBlock spectra, long scan) {
    return new RawBlock(
        pipeline,
        imageId,
        Optional.of(source.geometry()),
        byPlace ? placeOf(spectra) : sequence,
        spectra,
        source.name(),
        source.simulated(),
        0,
        scan,
        source.measurement(),
        frameGrows);
  }

  /**
   * How many spectra fit a record, 1 or more.
   *
   * @param rows of planes; 0 for spectra of one dimension
   */
  static int spectraPerRecord(int points, int rows) {
    int axes = Double.BYTES * (points + rows);
    int spectrum = Float.BYTES * points * Math.max(1, rows);
    int fitting = (RECORD_BYTES - ENVELOPE_BYTES - axes) / (spectrum + PLACE_BYTES);
    return Math.max(1, Math.min(fitting, BlockLimits.DEFAULT.spectra()));
  }

  /**
   * The next record, or null at the source's end.
   *
   * @throws IOException if the source cannot be read
   */
  public EncodedBlock next() throws IOException {
    if (!parts.isEmpty()) {
      return parts.remove();
    }
    SpectrumBlock spectra = ahead != null ? ahead : source.next(maxSpectra);
    ahead = null;
    if (spectra == null) {
      return null;
    }
    RawBlock block = block(spectra, generation);
    sequence++;
    byte[] value = encode(block);
    if (value.length <= RECORD_BYTES) {
      return new EncodedBlock(block.key(), value, spectra.count());
    }
    for (byte[] part : PartedSpectrum.split(value)) {
      // The spectrum is counted once, with its last part.
      boolean last = parts.size() == PartedSpectrum.partsOf(spectra.points()) - 1;
      parts.add(new EncodedBlock(block.key(), part, last ? 1 : 0));
    }
    return parts.remove();
  }

  /** The wire message of one block; labels are not part of it. */
  public static byte[] encode(RawBlock block) {
    SpectrumBlock spectra = block.spectra();
    Wire.SpectrumBlock.Builder wire =
        Wire.SpectrumBlock.newBuilder()
            .setPipeline(block.pipeline())
            .setImageId(block.imageId())
            .setSequence(block.sequence())
            .setAxisUnit(AxisFields.unit(spectra.axis().kind()))
            .setAxisKind(AxisKinds.message(spectra.axis().kind()))
            .setPoints(spectra.axis().size())
            .setQuantity(quantity(spectra.quantity()))
            .setIntensities(Packed.floats(spectra.intensities()))
            .setSource(abbreviate(block.source()))
            .setSimulated(block.simulated())
            .setAcquiredAtMs(block.acquiredAtMillis())
            .setGeneration(block.generation())
            .setFrameGrows(block.frameGrows());
    MeasurementMessage.message(block.measurement()).ifPresent(wire::setMeasurement);
    if (block.geometry().isPresent()) {
      ImageGeometry geometry = block.geometry().get();
      wire.setWidth(geometry.width()).setHeight(geometry.height());
      if (!Double.isNaN(geometry.pixelSizeMicrometres())) {
        wire.setPixelSizeUm(geometry.pixelSizeMicrometres());
      }
    }
    for (int i = 0; i < spectra.count(); i++) {
      wire.addX(spectra.x()[i]).addY(spectra.y()[i]);
    }
    AxisFields.put(spectra.axis(), wire);
    spectra.second().ifPresent(axis -> AxisFields.putSecond(axis, wire));
    spectra
        .truth()
        .ifPresent(
            truth ->
                wire.addAllTruthNames(truth.names())
                    .setTruth(UnsafeByteOperations.unsafeWrap(truth.indices())));
    return wire.build().toByteArray();
  }

  private static String abbreviate(String source) {
    // A character takes up to 3 bytes in UTF-8, half a surrogate pair 2.
    int most = BlockLimits.SOURCE_LENGTH / 3;
    return source.length() <= most ? source : source.substring(0, most - 1) + "…";
  }

  private static Wire.Quantity quantity(Quantity quantity) {
    return switch (quantity) {
      case ABSORBANCE -> Wire.Quantity.ABSORBANCE;
      case TRANSMITTANCE -> Wire.Quantity.TRANSMITTANCE;
      case PERCENT_TRANSMITTANCE -> Wire.Quantity.PERCENT_TRANSMITTANCE;
      case RAMAN_INTENSITY -> Wire.Quantity.RAMAN_INTENSITY;
      case NMR_INTENSITY -> Wire.Quantity.NMR_INTENSITY;
      case GREY_VALUE -> Wire.Quantity.GREY_VALUE;
      case UNSPECIFIED -> Wire.Quantity.QUANTITY_UNSPECIFIED;
    };
  }
}
