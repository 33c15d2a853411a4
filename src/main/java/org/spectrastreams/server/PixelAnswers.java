package org.spectrastreams.server;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spectrastreams.bands.BandAssignment.Technique;
import org.spectrastreams.bands.TopBands;
import org.spectrastreams.explain.methods.AmortisedLimeMethod;
import org.spectrastreams.server.PixelAnswer.ActivationMap;
import org.spectrastreams.server.PixelAnswer.BandValue;
import org.spectrastreams.server.PixelAnswer.ContextFinding;
import org.spectrastreams.server.PixelAnswer.LogPlace;
import org.spectrastreams.server.PixelAnswer.Scores;
import org.spectrastreams.server.PixelAnswer.Spectrum;
import org.spectrastreams.server.PixelAnswer.TopBand;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.broker.RecordReader;
import org.spectrastreams.stream.broker.RecordReader.LogUnavailableException;
import org.spectrastreams.stream.broker.RecordReader.RecordGoneException;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.wire.BlockDecoder;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.RawBlock;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultRow;
import org.spectrastreams.wire.proto.Wire.BandValues;
import org.spectrastreams.wire.proto.Wire.ImageStatus;
import org.spectrastreams.wire.proto.Wire.Layer;
import org.spectrastreams.wire.proto.Wire.Provenance;
import org.spectrastreams.wire.proto.Wire.ResultBlock;

/**
 * Answers what is known about a pixel by reading its result back from the log, and from there the
 * spectrum that was scored. Nothing is kept between two questions. Thread-safe.
 */
final class PixelAnswers {
  /** Reads a record's value back; {@link RecordReader} in the running server. */
  interface RecordSource {
    byte[] read(String topic, int partition, long offset)
        throws RecordGoneException, LogUnavailableException, InterruptedException;
  }

  /** The axis a model's activation maps lie on. */
  interface ModelAxes {
    /** The axis, or the reason why it cannot be told. */
    SpectralAxis axis(String model, String version) throws AxisMissingException;
  }

  /** The model package that made an activation map cannot be read. */
  static final class AxisMissingException extends Exception {
    private static final long serialVersionUID = 1L;

    AxisMissingException(String message) {
      super(message);
    }
  }

  private static final int TOP_BANDS = 5;

  /** Peaks of an activation map that are nearer to each other, in cm⁻¹, count as one. */
  private static final double TOP_BANDS_APART = 15;

  private final BlockDecoder decoder = new BlockDecoder(BlockLimits.DEFAULT);
  private final String resultsTopic;
  private final ResultLocator locator;
  private final RecordSource records;
  private final ModelAxes axes;
  private final Pipelines pipelines;

  PixelAnswers(
      String resultsTopic,
      ResultLocator locator,
      RecordSource records,
      ModelAxes axes,
      Pipelines pipelines) {
    this.resultsTopic = resultsTopic;
    this.locator = locator;
    this.records = records;
    this.axes = axes;
    this.pipelines = pipelines;
  }

  /** No result for this pixel has come yet. */
  static final class PixelUnknownException extends Exception {
    private static final long serialVersionUID = 1L;

    PixelUnknownException(String message) {
      super(message);
    }
  }

  /**
   * What is known about a pixel of {@code image}.
   *
   * @throws PixelUnknownException if no result of it has come
   * @throws RecordGoneException if its result is no longer in the log
   * @throws LogUnavailableException if the broker does not answer in time
   */
  PixelAnswer answer(ImageStatus image, int x, int y)
      throws PixelUnknownException,
          RecordGoneException,
          LogUnavailableException,
          InterruptedException {
    ResultLocator.Place place =
        locator
            .find(image.getImageId(), x, y)
            .orElseThrow(
                () ->
                    new PixelUnknownException(
                        "no result for pixel %d, %d of image %s yet; %d of %d pixels have one"
                            .formatted(
                                x,
                                y,
                                image.getImageId(),
                                image.getSeen(),
                                (long) image.getWidth() * image.getHeight())));
    ResultBlock block = parse(records.read(resultsTopic, place.partition(), place.offset()), place);
    int row = place.row();
    if (row >= block.getXCount() || block.getX(row) != x || block.getY(row) != y) {
      throw new RecordGoneException(
          "the result at partition %d offset %d is not that of pixel %d, %d: the topic was made anew"
                  .formatted(place.partition(), place.offset(), x, y)
              + "; restart the server");
    }
    ResultRow result = new ResultRow(block, row);
    Provenance made = block.getProvenance();
    Spectrum spectrum = null;
    String missing = null;
    try {
      spectrum = spectrum(made, row, x, y);
    } catch (RecordGoneException e) {
      missing = e.getMessage();
    }
    Optional<Technique> table =
        Optional.ofNullable(spectrum).map(Spectrum::assignments).flatMap(Technique::parse);
    ActivationMap activationMap = null;
    ActivationMap limeMap = null;
    String activationMapMissing = null;
    try {
      activationMap = map(result, result.activationMap(), made.getExplanationMethod(), table);
      limeMap = map(result, result.limeMap(), AmortisedLimeMethod.ID, table);
    } catch (AxisMissingException e) {
      activationMapMissing = e.getMessage();
    }
    return new PixelAnswer(
        image.getImageId(),
        x,
        y,
        block.getPipeline(),
        block.getSimulated(),
        spectrum,
        missing,
        scores(result),
        result.qualityFlags(),
        bands(result, image),
        activationMap,
        activationMapMissing,
        bands(result.activationBands(), table),
        limeMap,
        bands(result.limeBands(), table),
        context(result),
        made.getUnreliableMethodsList().stream()
            .map(
                found ->
                    new PixelAnswer.UnreliableMethod(
                        found.getMethod(),
                        found.getMeasure(),
                        found.getValue(),
                        found.getExpected()))
            .toList(),
        provenance(made, row),
        new LogPlace(resultsTopic, place.partition(), place.offset(), row));
  }

  private static List<TopBand> bands(List<ResultRow.Band> bands, Optional<Technique> table) {
    return bands.stream()
        .map(band -> ContextCards.band(band.wavenumber(), band.weight(), table))
        .toList();
  }

  private static ResultBlock parse(byte[] value, ResultLocator.Place place)
      throws RecordGoneException {
    try {
      return ResultBlock.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new RecordGoneException(
          "the record at partition %d offset %d is no result: %s"
              .formatted(place.partition(), place.offset(), e.getMessage()));
    }
  }

  private Spectrum spectrum(Provenance made, int row, int x, int y)
      throws RecordGoneException, LogUnavailableException, InterruptedException {
    byte[] value =
        records.read(made.getSourceTopic(), made.getSourcePartition(), made.getSourceOffset());
    RawBlock raw;
    try {
      raw = decoder.decode(value);
    } catch (RejectedRecordException e) {
      throw new RecordGoneException("the scored block cannot be read: " + e.getMessage());
    }
    SpectrumBlock spectra = raw.spectra();
    if (row >= spectra.count() || spectra.x()[row] != x || spectra.y()[row] != y) {
      throw new RecordGoneException(
          "the block at %s-%d offset %d does not hold pixel %d, %d"
              .formatted(
                  made.getSourceTopic(), made.getSourcePartition(), made.getSourceOffset(), x, y));
    }
    int points = spectra.axis().size();
    float[] values = new float[points];
    System.arraycopy(spectra.intensities(), row * points, values, 0, points);
    return new Spectrum(
        spectra.axis().toArray(),
        values,
        spectra.quantity().id(),
        pipelines
            .find(raw.pipeline())
            .flatMap(pipeline -> pipeline.assignmentsFor(spectra.quantity()))
            .map(Technique::id)
            .orElse(null),
        raw.source(),
        raw.acquiredAtMillis() == 0 ? null : raw.acquiredAtMillis());
  }

  private static Scores scores(ResultRow result) {
    List<String> classes = result.block().getClassNamesList();
    if (classes.isEmpty()) {
      return null;
    }
    int predicted = result.predictedClass();
    return new Scores(
        classes,
        predicted < 0 ? null : classes.get(predicted),
        result.voteFractions(),
        result.meanProbabilities(),
        result.memberVotes(),
        result.confidence(),
        result.agreement());
  }

  private static List<BandValue> bands(ResultRow result, ImageStatus image) {
    Map<String, String> titles =
        image.getLayersList().stream()
            .collect(Collectors.toMap(Layer::getId, Layer::getTitle, (first, second) -> first));
    List<BandValue> bands = new ArrayList<>();
    for (int b = 0; b < result.block().getBandsCount(); b++) {
      BandValues band = result.block().getBands(b);
      bands.add(
          new BandValue(
              band.getName(),
              titles.getOrDefault("band:" + band.getName(), band.getName()),
              band.getUnit(),
              result.band(b)));
    }
    return bands;
  }

  private static ContextFinding context(ResultRow result) {
    if (result.context() < 0) {
      return null;
    }
    List<String> classes = result.block().getClassNamesList();
    int label = result.contextClass();
    int linearised = result.linearisedClass();
    return new ContextFinding(
        result.context(),
        label < 0 ? null : classes.get(label),
        result.contextDistance(),
        result.isOutsideContext(),
        result.contradicts(),
        linearised < 0 ? null : classes.get(linearised),
        result.latent());
  }

  /** A map on its axis; null where the result has none. */
  private ActivationMap map(
      ResultRow result, float[] values, String method, Optional<Technique> table)
      throws AxisMissingException {
    if (values.length == 0) {
      return null;
    }
    Provenance made = result.block().getProvenance();
    SpectralAxis axis = axes.axis(made.getModel(), made.getModelVersion());
    if (axis.size() != values.length) {
      throw new AxisMissingException(
          "the %s map has %d points, model %s@%s has an axis of %d: its package was changed"
                  .formatted(
                      method, values.length, made.getModel(), made.getModelVersion(), axis.size())
              + " under the same version");
    }
    List<TopBand> topBands =
        TopBands.find(axis, values, 0, TOP_BANDS, TOP_BANDS_APART).stream()
            .map(peak -> ContextCards.band(peak.wavenumber(), peak.value(), table))
            .toList();
    return new ActivationMap(axis.toArray(), values, method, topBands);
  }

  private static PixelAnswer.Provenance provenance(Provenance made, int row) {
    return new PixelAnswer.Provenance(
        orNull(made.getModel()),
        orNull(made.getModelVersion()),
        orNull(made.getModelDigest()),
        orNull(made.getPreprocessingDigest()),
        orNull(made.getServiceVersion()),
        orNull(made.getExplanationMethod()),
        Integer.toUnsignedLong(made.getExplanationSamples()),
        Long.toUnsignedString(made.getExplanationSeed()),
        new LogPlace(
            made.getSourceTopic(), made.getSourcePartition(), made.getSourceOffset(), row));
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
