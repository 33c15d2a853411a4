package org.spectrastreams.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.bands.BandAssignment.Technique;
import org.spectrastreams.bands.StrongestBands;
import org.spectrastreams.explain.methods.ActivationMapMethod;
import org.spectrastreams.explain.methods.AmortisedLimeMethod;
import org.spectrastreams.server.PixelAnswer.LogPlace;
import org.spectrastreams.server.PixelAnswer.Spectrum;
import org.spectrastreams.server.PixelAnswer.Strongest;
import org.spectrastreams.server.maps.ResultLocator;
import org.spectrastreams.server.maps.ShownResults;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.broker.BlocksInLog;
import org.spectrastreams.stream.broker.RecordReader.LogUnavailableException;
import org.spectrastreams.stream.broker.RecordReader.RecordGoneException;
import org.spectrastreams.stream.pipeline.KnownPipelines;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.json.BandJson;
import org.spectrastreams.wire.json.ResultJson;
import org.spectrastreams.wire.proto.Wire.ImageStatus;
import org.spectrastreams.wire.proto.Wire.Provenance;
import org.spectrastreams.wire.proto.Wire.ResultBlock;

/**
 * Answers what is known about a pixel by reading its result back from the log, and from there the
 * spectrum that was scored. Nothing is kept between two questions. Thread-safe.
 */
final class PixelAnswers {
  /**
   * The axes that a model's maps lie on.
   *
   * @param axis of planes the one along a row
   * @param second the axis of the rows of planes; empty for spectra of one dimension
   */
  record MapAxes(SpectralAxis axis, Optional<SpectralAxis> second) {
    int points() {
      return axis.size() * second.map(SpectralAxis::size).orElse(1);
    }
  }

  /** The axes a model's activation maps lie on. */
  interface ModelAxes {
    /** The axes, or the reason why they cannot be told. */
    MapAxes axes(String model, String version) throws AxisMissingException;
  }

  /** The model package that made an activation map cannot be read. */
  static final class AxisMissingException extends Exception {
    private static final long serialVersionUID = 1L;

    AxisMissingException(String message) {
      super(message);
    }
  }

  private final String rawTopic;
  private final String resultsTopic;
  private final ResultLocator locator;
  private final BlocksInLog.Records records;
  private final BlocksInLog blocks;
  private final ModelAxes axes;
  private final KnownPipelines pipelines;

  /**
   * @param rawTopic the only topic that spectra are read back from, whatever a result says
   */
  PixelAnswers(
      String rawTopic,
      String resultsTopic,
      ResultLocator locator,
      BlocksInLog.Records records,
      ModelAxes axes,
      KnownPipelines pipelines) {
    this.rawTopic = rawTopic;
    this.resultsTopic = resultsTopic;
    this.locator = locator;
    this.records = records;
    this.blocks = new BlocksInLog(records);
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
        locator.find(image.getImageId(), x, y).orElseThrow(() -> unknown(image, x, y));
    ResultView result = parse(records.read(resultsTopic, place.partition(), place.offset()), place);
    ResultBlock block = result.block();
    int row = place.row();
    if (!ShownResults.isOf(block, image)) {
      throw unknown(image, x, y); // the id was another image's before
    }
    if (row >= result.count() || block.getX(row) != x || block.getY(row) != y) {
      throw new RecordGoneException(
          "the result at partition %d offset %d is not that of pixel %d, %d: the topic was made anew"
                  .formatted(place.partition(), place.offset(), x, y)
              + "; restart the server");
    }
    Provenance made = block.getProvenance();
    Spectrum spectrum = null;
    String missing = null;
    try {
      spectrum = spectrum(made, row, x, y);
    } catch (RecordGoneException e) {
      missing = e.getMessage();
    }
    Optional<MapAxes> axis = Optional.empty();
    String axisMissing = null;
    try {
      axis = axis(result, row);
    } catch (AxisMissingException e) {
      axisMissing = e.getMessage();
    }
    return new PixelAnswer(
        ResultJson.of(result, row, true),
        new LogPlace(resultsTopic, place.partition(), place.offset(), row),
        spectrum,
        missing,
        axis.map(found -> found.axis().toArray()).orElse(null),
        axis.flatMap(MapAxes::second).map(SpectralAxis::toArray).orElse(null),
        axis.map(found -> found.axis().kind().id()).orElse(null),
        axisMissing,
        // Bands are of one dimension.
        axis.flatMap(MapAxes::second).isPresent()
            ? List.of()
            : strongest(result, row, axis.map(MapAxes::axis)));
  }

  private static PixelUnknownException unknown(ImageStatus image, int x, int y) {
    return new PixelUnknownException(
        "no result for pixel %d, %d of image %s yet; %d of %d pixels have one"
            .formatted(
                x,
                y,
                image.getImageId(),
                image.getSeen(),
                (long) image.getWidth() * image.getHeight()));
  }

  private static List<Strongest> strongest(
      ResultView result, int row, Optional<SpectralAxis> axis) {
    List<Strongest> found = new ArrayList<>();
    addBands(
        found,
        ActivationMapMethod.ID,
        result.activationBands(row),
        result.activationMap(row),
        axis,
        result);
    addBands(
        found, AmortisedLimeMethod.ID, result.limeBands(row), result.limeMap(row), axis, result);
    return found;
  }

  private static void addBands(
      List<Strongest> into,
      String method,
      List<StrongestBands.Band> listed,
      float[] map,
      Optional<SpectralAxis> axis,
      ResultView result) {
    List<StrongestBands.Band> bands = listed;
    if (bands.isEmpty() && axis.isPresent() && map.length > 0) {
      bands = StrongestBands.of(axis.get(), map, StrongestBands.MOST);
    }
    if (!bands.isEmpty()) {
      into.add(
          new Strongest(
              method, BandJson.of(bands, Technique.parse(result.block().getBandTable()))));
    }
  }

  private static ResultView parse(byte[] value, ResultLocator.Place place)
      throws RecordGoneException {
    try {
      return ResultView.parse(value);
    } catch (RejectedRecordException e) {
      throw new RecordGoneException(
          "the record at partition %d offset %d is no result: %s"
              .formatted(place.partition(), place.offset(), e.getMessage()));
    }
  }

  private Spectrum spectrum(Provenance made, int row, int x, int y)
      throws RecordGoneException, LogUnavailableException, InterruptedException {
    if (!made.getSourceTopic().equals(rawTopic)) {
      throw new RecordGoneException(
          "the result is of a block on topic \"%s\", and %s alone is read back"
              .formatted(made.getSourceTopic(), rawTopic));
    }
    RawBlock raw;
    try {
      raw = blocks.read(made.getSourceTopic(), made.getSourcePartition(), made.getSourceOffset());
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
    int points = spectra.points();
    float[] values = new float[points];
    System.arraycopy(spectra.intensities(), row * points, values, 0, points);
    return new Spectrum(
        spectra.axis().toArray(),
        spectra.second().map(SpectralAxis::toArray).orElse(null),
        spectra.axis().kind().id(),
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

  /** The axes of a result's maps; empty where it has none. */
  private Optional<MapAxes> axis(ResultView result, int row) throws AxisMissingException {
    int points = Math.max(result.activationMap(row).length, result.limeMap(row).length);
    if (points == 0) {
      return Optional.empty();
    }
    Provenance made = result.block().getProvenance();
    MapAxes axis = axes.axes(made.getModel(), made.getModelVersion());
    if (axis.points() != points) {
      throw new AxisMissingException(
          "the maps have %d points, model %s@%s has axes of %d: its package was changed"
                  .formatted(points, made.getModel(), made.getModelVersion(), axis.points())
              + " under the same version");
    }
    return Optional.of(axis);
  }
}
