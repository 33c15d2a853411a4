package org.spectrastreams.explain.context;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.bands.StrongestBands;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.Npy;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * The contexts of a model: its explained training spectra, grouped in the latent space of a
 * variational auto-encoder over spectrum and explanation (CRIME: Zaki 2024, Hartigan 2025).
 * Immutable.
 *
 * <p>A package keeps them in two files: {@value #JSON_FILE} holds what has a name, {@value
 * #CURVES_FILE} one row of float32 a context, latent + points + points values: the centre in the
 * latent space, the mean prepared spectrum, the mean explanation.
 */
public final class Contexts {
  /** The file of numbers and names. */
  public static final String JSON_FILE = "contexts.json";

  /** The file of curves. */
  public static final String CURVES_FILE = "contexts.npy";

  /** The version of the format that this class reads and writes. */
  public static final int FORMAT = 1;

  /** The most contexts of a model. */
  public static final int MAX_CONTEXTS = 250;

  /** The most dimensions of a latent space. */
  public static final int MAX_LATENT = 64;

  private static final int MAX_JSON_BYTES = 4 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Description description;
  private final SpectralAxis axis;
  private final float[] curves;
  private final Optional<LinearModels> linear;

  /**
   * How the latent space is drawn: its two directions of largest variance.
   *
   * @param mean the point that becomes the origin
   * @param axes two orthogonal unit vectors
   */
  @JsonPropertyOrder({"mean", "axes"})
  public record Projection(
      @JsonProperty(required = true) float[] mean, @JsonProperty(required = true) float[][] axes) {
    /** Checks the sizes and copies the arrays. */
    public Projection {
      mean = mean.clone();
      axes = Arrays.stream(axes).map(float[]::clone).toArray(float[][]::new);
      if (axes.length != 2 || axes[0].length != mean.length || axes[1].length != mean.length) {
        throw new IllegalArgumentException(
            "projection of "
                + mean.length
                + " dimensions by "
                + axes.length
                + " axes; expected two axes of as many dimensions");
      }
      requireFinite("projection", mean);
      requireFinite("projection", axes[0]);
      requireFinite("projection", axes[1]);
    }

    @Override
    public float[] mean() {
      return mean.clone();
    }

    @Override
    public float[][] axes() {
      return Arrays.stream(axes).map(float[]::clone).toArray(float[][]::new);
    }
  }

  /**
   * What {@value #JSON_FILE} holds.
   *
   * @param format {@value #FORMAT}
   * @param kind the encoder and decoder of the auto-encoder: cp, ct, tt or dense
   * @param supervision the share of the spectra whose predicted class the auto-encoder was told, 0
   *     to 1
   * @param latent the dimensions of the latent space
   * @param points the points of the model's axis
   * @param classes the names of the model's classes
   * @param seed of the auto-encoder and of the grouping
   * @param total the number of spectra that were grouped; a context's occupancy is its share
   * @param silhouette the mean silhouette of the grouping in the latent space, −1 to 1
   * @param projection for drawing
   * @param contexts all contexts in the order of their numbers
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @JsonPropertyOrder({
    "format",
    "kind",
    "supervision",
    "latent",
    "points",
    "classes",
    "seed",
    "total",
    "silhouette",
    "projection",
    "contexts"
  })
  public record Description(
      @JsonProperty(required = true) int format,
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) double supervision,
      @JsonProperty(required = true) int latent,
      @JsonProperty(required = true) int points,
      @JsonProperty(required = true) List<String> classes,
      @JsonProperty(required = true) long seed,
      @JsonProperty(required = true) int total,
      @JsonProperty(required = true) double silhouette,
      @JsonProperty(required = true) Projection projection,
      @JsonProperty(required = true) List<Context> contexts) {
    /** Checks that the parts agree. */
    public Description {
      classes = List.copyOf(classes);
      if (format != FORMAT) {
        throw new IllegalArgumentException(
            "contexts of format "
                + format
                + "; this version reads format "
                + FORMAT
                + ": use the version of Spectra Streams that the model was made for");
      }
      if (contexts.isEmpty() || contexts.size() > MAX_CONTEXTS) {
        throw new IllegalArgumentException(
            contexts.size() + " contexts; expected 1 to " + MAX_CONTEXTS);
      }
      contexts = List.copyOf(contexts);
      if (latent < 1 || latent > MAX_LATENT || projection.mean.length != latent) {
        throw new IllegalArgumentException(
            "latent space of "
                + latent
                + " dimensions, drawn from "
                + projection.mean.length
                + "; expected the same number, 1 to "
                + MAX_LATENT);
      }
      if (!(supervision >= 0 && supervision <= 1) || !Double.isFinite(silhouette)) {
        throw new IllegalArgumentException(
            "supervision "
                + supervision
                + ", silhouette "
                + silhouette
                + "; expected a share from 0 to 1 and a finite number");
      }
      long sum = 0;
      for (int k = 0; k < contexts.size(); k++) {
        Context context = contexts.get(k);
        if (context.id() != k || context.histogram().size() != classes.size()) {
          throw new IllegalArgumentException(
              "context "
                  + context.id()
                  + " in place "
                  + k
                  + " counts "
                  + context.histogram().size()
                  + " classes; expected number "
                  + k
                  + " and "
                  + classes.size()
                  + " classes");
        }
        sum += context.size();
      }
      if (sum != total) {
        throw new IllegalArgumentException(
            "the contexts hold " + sum + " spectra; expected the total, " + total);
      }
    }
  }

  /**
   * Contexts of a model.
   *
   * @param axis the model's axis
   * @param curves contexts × (latent + points + points), row-major; copied
   * @throws IllegalArgumentException if the parts disagree or a value is not finite
   */
  public Contexts(Description description, SpectralAxis axis, float[] curves) {
    this(description, axis, curves, Optional.empty());
  }

  private Contexts(
      Description description, SpectralAxis axis, float[] curves, Optional<LinearModels> linear) {
    int width = description.latent() + 2 * description.points();
    if (description.points() != axis.size()) {
      throw new IllegalArgumentException(
          "contexts of " + description.points() + " points for an axis of " + axis.size());
    }
    if (curves.length != (long) description.contexts().size() * width) {
      throw new IllegalArgumentException(
          curves.length
              + " values of curves; expected "
              + description.contexts().size()
              + " contexts × "
              + width);
    }
    requireFinite("curves of the contexts", curves);
    for (Context context : description.contexts()) {
      for (Context.Band band : context.bands()) {
        if (band.wavenumber() < axis.min() || band.wavenumber() > axis.max()) {
          throw new IllegalArgumentException(
              "context "
                  + context.id()
                  + " has a band at "
                  + band.wavenumber()
                  + " cm⁻¹; the axis covers "
                  + axis.min()
                  + "–"
                  + axis.max());
        }
      }
    }
    this.description = description;
    this.axis = axis;
    this.curves = curves.clone();
    this.linear = linear;
    linear.ifPresent(
        models -> {
          if (models.contexts() != count() || models.points() != axis.size()) {
            throw new IllegalArgumentException(
                "linear models of "
                    + models.contexts()
                    + " contexts and "
                    + models.points()
                    + " points; expected "
                    + count()
                    + " and "
                    + axis.size());
          }
        });
  }

  /** The same contexts with other linear models, or with none. */
  public Contexts with(Optional<LinearModels> models) {
    return new Contexts(description, axis, curves, models);
  }

  /** Their linear models; empty for a package made before there were such models. */
  public Optional<LinearModels> linear() {
    return linear;
  }

  /**
   * Reads contexts and checks them against the model that they belong to.
   *
   * @param json the content of {@value #JSON_FILE}
   * @param shape the shape of the array in {@value #CURVES_FILE}
   * @param curves its values
   * @param axis the model's axis
   * @param classes the names of the model's classes
   * @throws IllegalArgumentException if the file is malformed, or of another model
   */
  public static Contexts read(
      byte[] json, int[] shape, float[] curves, SpectralAxis axis, List<String> classes) {
    if (json.length > MAX_JSON_BYTES) {
      throw new IllegalArgumentException(
          JSON_FILE + " has " + json.length + " bytes; expected " + MAX_JSON_BYTES + " at most");
    }
    Description description;
    try {
      description = JSON.readValue(new String(json, StandardCharsets.UTF_8), Description.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(JSON_FILE + ": " + e.getOriginalMessage(), e);
    }
    if (!description.classes().equals(classes)) {
      throw new IllegalArgumentException(
          JSON_FILE
              + " is of a model of the classes "
              + description.classes()
              + "; this one has "
              + classes);
    }
    int width = description.latent() + 2 * axis.size();
    if (shape.length != 2 || shape[0] != description.contexts().size() || shape[1] != width) {
      throw new IllegalArgumentException(
          CURVES_FILE
              + " has the shape "
              + Arrays.toString(shape)
              + "; expected ["
              + description.contexts().size()
              + ", "
              + width
              + "]");
    }
    return new Contexts(description, axis, curves);
  }

  /**
   * The contexts of a package.
   *
   * @throws EngineException if the package has none, or they are damaged or of another model
   */
  public static Contexts of(ModelPackage model) {
    try {
      Npy rows = Npy.read(CURVES_FILE, model.explanationFile(ModelPackage.CONTEXT_ARRAYS), -1, -1);
      Contexts found =
          read(
              model.explanationFile(ModelPackage.CONTEXTS),
              rows.shape(),
              rows.values(),
              model.axis(),
              model.classes());
      return found.with(LinearModels.of(model, found.count()));
    } catch (IllegalArgumentException e) {
      throw new EngineException("model " + model.id() + " refused: " + e.getMessage(), e);
    }
  }

  private static void requireFinite(String what, float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(what + " hold " + value + "; expected finite numbers");
      }
    }
  }

  /** The content of {@value #JSON_FILE}; the same contexts give the same bytes. */
  public byte[] toJson() {
    try {
      return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(description) + "\n")
          .replace("\r\n", "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("contexts could not be written as JSON", e);
    }
  }

  /** The rows of {@value #CURVES_FILE}, contexts × (latent + points + points); a copy. */
  public float[] curves() {
    return curves.clone();
  }

  /** The content of {@value #CURVES_FILE}. */
  public byte[] toNpy() {
    return new Npy(new int[] {count(), latent() + 2 * axis.size()}, curves).toBytes();
  }

  /** Everything but the curves. */
  public Description description() {
    return description;
  }

  /** The axis of the curves, cm⁻¹. */
  public SpectralAxis axis() {
    return axis;
  }

  /** The number of contexts. */
  public int count() {
    return description.contexts().size();
  }

  /** The dimensions of the latent space. */
  public int latent() {
    return description.latent();
  }

  /**
   * One context.
   *
   * @throws IndexOutOfBoundsException if there is none of this number
   */
  public Context context(int id) {
    return description.contexts().get(id);
  }

  /** The share of the grouped spectra that a context holds, above 0 to 1. */
  public double occupancy(int id) {
    return (double) context(id).size() / description.total();
  }

  /** The centre of a context in the latent space. */
  public float[] centre(int id) {
    return part(id, 0, latent());
  }

  /** The mean prepared spectrum of a context. */
  public float[] meanSpectrum(int id) {
    return part(id, latent(), axis.size());
  }

  /** The mean explanation of a context's spectra, each for its predicted class. */
  public float[] meanWeights(int id) {
    return part(id, latent() + axis.size(), axis.size());
  }

  /** The bands where a context's mean explanation stands out, most prominent first. */
  public List<StrongestBands.Band> bands(int id) {
    return StrongestBands.of(axis, meanWeights(id), StrongestBands.MOST);
  }

  private float[] part(int id, int offset, int length) {
    int from = id * (latent() + 2 * axis.size()) + offset;
    return Arrays.copyOfRange(curves, from, from + length);
  }
}
