package org.spectrastreams.explain.context;

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

  private final ContextDescription description;
  private final SpectralAxis axis;
  private final float[] curves;
  private final Optional<LinearModels> linear;

  /**
   * Contexts of a model.
   *
   * @param axis the model's axis
   * @param curves contexts × (latent + points + points), row-major; copied
   * @throws IllegalArgumentException if the parts disagree or a value is not finite
   */
  public Contexts(ContextDescription description, SpectralAxis axis, float[] curves) {
    this(description, axis, curves, Optional.empty());
  }

  private Contexts(
      ContextDescription description,
      SpectralAxis axis,
      float[] curves,
      Optional<LinearModels> linear) {
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
    ContextDescription description;
    try {
      description =
          JSON.readValue(new String(json, StandardCharsets.UTF_8), ContextDescription.class);
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

  static void requireFinite(String what, float[] values) {
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
  public ContextDescription description() {
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
