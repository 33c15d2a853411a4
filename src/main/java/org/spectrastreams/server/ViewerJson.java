package org.spectrastreams.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.spectrastreams.bands.BandAssignment;
import org.spectrastreams.explain.methods.ExplanationMethods;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.preprocess.BandDefinition;
import org.spectrastreams.preprocess.BandTerm;
import org.spectrastreams.server.ExplainedModels.ExplainedModel;
import org.spectrastreams.server.maps.LayerInfo;
import org.spectrastreams.server.maps.Rejections;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.stream.pipeline.KnownPipelines;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.json.MeasurementJson;
import org.spectrastreams.wire.proto.Wire.ImageState;
import org.spectrastreams.wire.proto.Wire.ImageStatus;
import org.spectrastreams.wire.proto.Wire.ModelVersion;
import org.spectrastreams.wire.tile.TileFormat;

/** The JSON of the REST interface. Numbers that do not exist (NaN) are null. */
final class ViewerJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS)
          .registerModule(
              new SimpleModule()
                  .addSerializer(Float.class, new FloatOrNull())
                  .addSerializer(float.class, new FloatOrNull())
                  .addSerializer(float[].class, new FloatsOrNull()));

  private ViewerJson() {}

  /** An error, for programs (the status) and people (the message). */
  record Problem(int status, String error) {}

  /** One class of an image with its number of pixels. */
  record ClassCount(String name, int pixels) {}

  /**
   * One explanation method.
   *
   * @param exact it asks the ensemble itself
   * @param explainsAnyClass not the predicted one alone
   */
  record MethodInfo(String id, String title, boolean exact, boolean explainsAnyClass) {}

  /** Pixels of an image that were not judged for one reason. */
  record NotJudgedCount(String reason, String text, int pixels) {}

  /** One label of an image with its number of pixels. */
  record LabelCount(String name, float threshold, int pixels) {}

  /** The model that made the last result of an image. */
  record ModelInfo(String name, String version, String digest) {}

  /**
   * One image, as the list and the events tell it.
   *
   * @param generation of the scan that is shown, as text, for it may have 64 bits; null: not told
   * @param models every version that made a result of the map, {@code name@version}
   * @param frameGrows whether the frame is the one known so far
   * @param measurement as {@link MeasurementJson}
   */
  record ImageInfo(
      String id,
      String generation,
      String pipeline,
      String pipelineTitle,
      String state,
      int width,
      int height,
      Double pixelSizeMicrometres,
      boolean frameGrows,
      ObjectNode measurement,
      long pixels,
      int seen,
      int flagged,
      double coverage,
      long firstResultMs,
      long lastResultMs,
      String outcome,
      List<ClassCount> classes,
      List<LabelCount> labels,
      List<NotJudgedCount> notJudged,
      long rejected,
      List<Rejections.Rejected> rejections,
      List<LayerInfo> layers,
      int tileSize,
      List<String> qualityNames,
      boolean simulated,
      ModelInfo model,
      List<String> models,
      String serviceVersion) {}

  /**
   * What explains one version of a model.
   *
   * @param quantity what its spectra measure
   * @param methods the ids of the methods that it has all for
   * @param preferred the method to ask where nobody names one
   * @param reliability which methods passed their checks for it
   */
  record ModelMethods(
      String model,
      String version,
      String digest,
      String quantity,
      List<String> methods,
      String preferred,
      List<Reliability> reliability) {}

  /** One pipeline. */
  record PipelineInfo(
      String name,
      String title,
      String model,
      List<String> quantities,
      String activationMap,
      List<BandInfo> bands) {}

  /** One band of a pipeline, with the positions it reads, in cm⁻¹. */
  record BandInfo(String name, String title, List<Double> positions) {}

  /** What a band usually stands for in spectra of a technique; cm⁻¹. */
  record AssignmentInfo(
      String technique,
      String name,
      String vibration,
      double centre,
      double halfWidth,
      String source) {}

  /** One check of the service's health. */
  record CheckInfo(String name, String status, String reason) {}

  /** Writes any of the records here, or another plain value. */
  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass() + " as JSON", e);
    }
  }

  static ImageInfo image(
      ImageStatus status, KnownPipelines pipelines, List<Rejections.Rejected> rejections) {
    List<ClassCount> classes = new ArrayList<>();
    for (int c = 0; c < status.getClassNamesCount(); c++) {
      int pixels = c < status.getClassCountsCount() ? status.getClassCounts(c) : 0;
      classes.add(new ClassCount(status.getClassNames(c), pixels));
    }
    long pixels = (long) status.getWidth() * status.getHeight();
    String model = status.getProvenance().getModel();
    return new ImageInfo(
        status.getImageId(),
        status.getGeneration() == 0 ? null : Long.toUnsignedString(status.getGeneration()),
        status.getPipeline(),
        pipelines.find(status.getPipeline()).map(Pipeline::title).orElse(status.getPipeline()),
        status.getState() == ImageState.IMAGE_STATE_UNSPECIFIED
            ? "rejected"
            : status.getState().name().toLowerCase(Locale.ROOT),
        status.getWidth(),
        status.getHeight(),
        status.getPixelSizeUm() > 0 ? status.getPixelSizeUm() : null,
        status.getFrameGrows(),
        MeasurementJson.of(status.getMeasurement()),
        pixels,
        status.getSeen(),
        status.getFlagged(),
        (double) status.getSeen() / pixels,
        status.getFirstResultMs(),
        status.getLastResultMs(),
        status.getOutcome().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        classes,
        labels(status),
        status.getNotJudgedList().stream()
            .filter(count -> count.getPixels() > 0)
            .map(
                count ->
                    new NotJudgedCount(
                        count.getReason().getId(), count.getReason().getText(), count.getPixels()))
            .toList(),
        rejections.stream().mapToLong(Rejections.Rejected::spectra).sum(),
        rejections,
        status.getLayersList().stream()
            .filter(layer -> TileFormat.isKnown(layer.getEncoding()))
            .map(layer -> LayerInfo.of(LayerInfo.KNOWN.layer(layer), status))
            .toList(),
        status.getTileSize(),
        status.getQualityNamesList(),
        status.getSimulated(),
        model.isEmpty()
            ? null
            : new ModelInfo(
                model,
                status.getProvenance().getModelVersion(),
                status.getProvenance().getModelDigest()),
        status.getModelsList().stream().map(ModelVersion::getModel).distinct().toList(),
        status.getProvenance().getServiceVersion());
  }

  private static List<LabelCount> labels(ImageStatus status) {
    float[] thresholds = Packed.floats(status.getLabelThresholds());
    List<LabelCount> labels = new ArrayList<>();
    for (int l = 0; l < Math.min(thresholds.length, status.getLabelCountsCount()); l++) {
      labels.add(new LabelCount(status.getLabelNames(l), thresholds[l], status.getLabelCounts(l)));
    }
    return labels;
  }

  /** The explanation methods, in the order in which they are shown. */
  static List<MethodInfo> methods() {
    return ExplanationMethods.all().stream()
        .map(
            method ->
                new MethodInfo(
                    method.id(), method.title(), method.exact(), method.explainsAnyClass()))
        .toList();
  }

  /** What explains one version of a model. */
  static ModelMethods methods(ExplainedModel model) {
    return new ModelMethods(
        model.id().name(),
        model.id().version(),
        model.digest(),
        model.quantity().id(),
        model.methods(),
        model.preferred(),
        model.reliability());
  }

  static AssignmentInfo band(BandAssignment assignment) {
    return new AssignmentInfo(
        assignment.technique().id(),
        assignment.name(),
        assignment.vibration(),
        assignment.band().centre(),
        assignment.band().halfWidth(),
        assignment.source().citation());
  }

  static PipelineInfo pipeline(Pipeline pipeline) {
    return new PipelineInfo(
        pipeline.name(),
        pipeline.title(),
        pipeline.model().orElse(null),
        pipeline.quantities().stream().map(Quantity::id).sorted().toList(),
        pipeline.activationMap().name().toLowerCase(Locale.ROOT),
        pipeline.bands().stream()
            .map(band -> new BandInfo(band.name(), band.title(), positions(band)))
            .toList());
  }

  private static List<Double> positions(BandDefinition band) {
    return Stream.concat(Stream.of(band.numerator()), band.denominator().stream())
        .map(BandTerm::at)
        .toList();
  }

  private static final class FloatOrNull extends JsonSerializer<Float> {
    @Override
    public void serialize(Float value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      number(out, value);
    }
  }

  private static final class FloatsOrNull extends JsonSerializer<float[]> {
    @Override
    public void serialize(float[] values, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartArray();
      for (float value : values) {
        number(out, value);
      }
      out.writeEndArray();
    }
  }

  private static void number(JsonGenerator out, float value) throws IOException {
    if (Float.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeNull();
    }
  }
}
