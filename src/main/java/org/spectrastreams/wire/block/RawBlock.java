package org.spectrastreams.wire.block;

import java.util.Optional;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Measurement;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.wire.RecordOrigin;

/**
 * One record of the raw topic: spectra, where they belong and which pipeline scores them.
 *
 * @param pipeline the name of the pipeline
 * @param imageId 1 to 200 characters of {@code [A-Za-z0-9._-]}, not only dots; empty where the
 *     spectra belong to no image
 * @param geometry the whole image; empty exactly where {@code imageId} is
 * @param sequence the number of this block in its image, from 0
 * @param spectra the spectra, axis in canonical order
 * @param source instrument or file, for people
 * @param simulated computed, not measured
 * @param acquiredAtMillis Unix time; 0 where it is not known
 * @param generation which scan of the image this is, unsigned; a later scan has a higher one. 0
 *     where it is not told
 * @param measurement how and where they were measured
 * @param frameGrows whether later blocks of the same generation may have a larger frame
 */
public record RawBlock(
    String pipeline,
    String imageId,
    Optional<ImageGeometry> geometry,
    long sequence,
    SpectrumBlock spectra,
    String source,
    boolean simulated,
    long acquiredAtMillis,
    long generation,
    Measurement measurement,
    boolean frameGrows)
    implements RawRecord {
  /** A block of a frame that stays, which says nothing of how it was measured. */
  public RawBlock(
      String pipeline,
      String imageId,
      Optional<ImageGeometry> geometry,
      long sequence,
      SpectrumBlock spectra,
      String source,
      boolean simulated,
      long acquiredAtMillis,
      long generation) {
    this(
        pipeline,
        imageId,
        geometry,
        sequence,
        spectra,
        source,
        simulated,
        acquiredAtMillis,
        generation,
        Measurement.NONE,
        false);
  }

  /** A block that does not tell which scan it is of. */
  public RawBlock(
      String pipeline,
      String imageId,
      Optional<ImageGeometry> geometry,
      long sequence,
      SpectrumBlock spectra,
      String source,
      boolean simulated,
      long acquiredAtMillis) {
    this(pipeline, imageId, geometry, sequence, spectra, source, simulated, acquiredAtMillis, 0);
  }

  /** The same block of another scan. */
  public RawBlock ofGeneration(long scan) {
    return new RawBlock(
        pipeline,
        imageId,
        geometry,
        sequence,
        spectra,
        source,
        simulated,
        acquiredAtMillis,
        scan,
        measurement,
        frameGrows);
  }

  /** What it says of itself. */
  public RecordOrigin origin() {
    return new RecordOrigin(
        pipeline,
        imageId,
        geometry.map(ImageGeometry::width).orElse(0),
        geometry.map(ImageGeometry::height).orElse(0),
        generation,
        sequence);
  }

  /** The record's key: every block of an image may lie on another partition. */
  public String key() {
    return (geometry.isPresent() ? imageId : pipeline) + "/" + Long.toUnsignedString(sequence);
  }
}
