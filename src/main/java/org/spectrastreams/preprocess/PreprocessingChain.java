package org.spectrastreams.preprocess;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * How a model wants its spectra, as data: it stands in the model's manifest and nowhere else.
 *
 * <p>A spectrum is checked against the limits, converted to the chain's quantity, then taken
 * through the steps in order. {@link Preprocessor#compile} makes a chain executable for one axis.
 *
 * @param quantity what the model was trained on. Absorbance and both transmittances convert into
 *     each other; any other difference is refused. {@link Quantity#UNSPECIFIED} takes anything as
 *     it comes
 * @param limits when a spectrum is too poor to be classified
 * @param steps in order, with exactly one {@link Preprocessing.Interpolate}; before it only cuts,
 *     linear and rubberband baselines and per-spectrum scaling, which mean the same on any axis. Of
 *     planes {@link PlaneGrid}, and behind it scaling alone
 */
@JsonPropertyOrder({"quantity", "limits", "steps"})
public record PreprocessingChain(
    @JsonProperty(value = "quantity", required = true)
        @JsonSerialize(using = ChainJson.QuantitySerializer.class)
        @JsonDeserialize(using = ChainJson.QuantityDeserializer.class)
        Quantity quantity,
    @JsonProperty(value = "limits", required = true) QualityLimits limits,
    @JsonProperty(value = "steps", required = true) List<Preprocessing> steps) {

  /**
   * Checks that the steps make sense in their order.
   *
   * @throws IllegalArgumentException if they do not; the message names the step
   */
  public PreprocessingChain {
    Objects.requireNonNull(quantity, "quantity");
    Objects.requireNonNull(limits, "limits");
    steps = List.copyOf(steps);
    if (steps.stream().anyMatch(PlaneGrid.class::isInstance)) {
      requirePlanes(steps);
    } else {
      outputAxis(steps);
    }
  }

  /** A chain with {@link QualityLimits#BASIC}. */
  public static PreprocessingChain of(Quantity quantity, Preprocessing... steps) {
    return new PreprocessingChain(quantity, QualityLimits.BASIC, List.of(steps));
  }

  /** This chain with one more step at its end. */
  public PreprocessingChain then(Preprocessing step) {
    List<Preprocessing> longer = new ArrayList<>(steps);
    longer.add(step);
    return new PreprocessingChain(quantity, limits, longer);
  }

  /** The axis of every prepared spectrum: the model's axis; of planes the one along a row. */
  public SpectralAxis grid() {
    return plane().map(PlaneGrid::columns).orElseGet(this::checkedGrid);
  }

  /** Asked for with every spectrum, so the steps are not checked again: what is cut off is. */
  private SpectralAxis checkedGrid() {
    SpectralAxis grid = null;
    for (Preprocessing step : steps) {
      if (step instanceof Preprocessing.Interpolate interpolate) {
        grid = interpolate.grid();
      } else if (grid != null && step instanceof Preprocessing.Cut cut) {
        SpectralAxis whole = grid;
        grid = AxisRange.of(whole, cut.from(), cut.to()).orElseThrow().of(whole);
      }
    }
    return grid;
  }

  /** How planes come onto the model's grid; empty for spectra of one dimension. */
  public Optional<PlaneGrid> plane() {
    return steps.get(0) instanceof PlaneGrid plane ? Optional.of(plane) : Optional.empty();
  }

  /** The axis of the rows of every prepared plane; empty for spectra of one dimension. */
  public Optional<SpectralAxis> second() {
    return plane().map(PlaneGrid::rows);
  }

  /** The shape of every prepared spectrum: its points, or rows and columns of a plane. */
  public List<Integer> shape() {
    int columns = grid().size();
    return second().map(rows -> List.of(rows.size(), columns)).orElse(List.of(columns));
  }

  /** The values of every prepared spectrum: the points of its axis, or of both axes. */
  public int points() {
    return grid().size() * second().map(SpectralAxis::size).orElse(1);
  }

  /** What the axis of the spectra must be; a grid that does not say is told by the quantity. */
  public AxisKind axisKind() {
    return grid().kind().under(quantity);
  }

  /** Whether spectra of {@code measured} can be prepared, converted where need be. */
  public boolean accepts(Quantity measured) {
    return quantity == Quantity.UNSPECIFIED
        || measured == quantity
        || (isTransmissive(measured) && isTransmissive(quantity));
  }

  private static boolean isTransmissive(Quantity quantity) {
    return switch (quantity) {
      case ABSORBANCE, TRANSMITTANCE, PERCENT_TRANSMITTANCE -> true;
      case RAMAN_INTENSITY, NMR_INTENSITY, GREY_VALUE, UNSPECIFIED -> false;
    };
  }

  /** Every quantity that the chain accepts. */
  @JsonIgnore
  public List<Quantity> acceptedQuantities() {
    return List.of(Quantity.values()).stream().filter(this::accepts).toList();
  }

  /** The canonical JSON: one line, properties in fixed order, shortest decimals. */
  public String toJson() {
    try {
      return ChainJson.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a preprocessing chain could not be written as JSON", e);
    }
  }

  /**
   * Reads a chain; the order of the properties does not matter.
   *
   * @throws IllegalArgumentException if it is no JSON, a property is missing, unknown or given
   *     twice, or the steps make no sense; the message says where
   */
  public static PreprocessingChain fromJson(String json) {
    try {
      return ChainJson.MAPPER.readValue(json, PreprocessingChain.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "preprocessing chain could not be read: " + e.getMessage(), e);
    }
  }

  /** SHA-256 of the UTF-8 bytes of {@link #toJson()}, 64 lower-case hexadecimal digits. */
  public String digest() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(toJson().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void requirePlanes(List<Preprocessing> steps) {
    if (!(steps.get(0) instanceof PlaneGrid plane)) {
      throw new IllegalArgumentException(
          "a plane step behind others; expected it first, and behind it scaling alone");
    }
    for (int i = 1; i < steps.size(); i++) {
      Preprocessing step = steps.get(i);
      boolean scales =
          step instanceof Preprocessing.SpectrumScaling scaling
              && scaling.by() != Preprocessing.Scaling.AREA;
      boolean standardises =
          step instanceof Preprocessing.VariableScaling scaling
              && scaling.mean().length == plane.points();
      if (!scales && !standardises) {
        throw new IllegalArgumentException(
            "step "
                + i
                + ": "
                + step
                + " of planes of "
                + plane.points()
                + " points; expected scaling of all points (scale, but not by area,"
                + " scale-per-variable)");
      }
    }
  }

  private static SpectralAxis outputAxis(List<Preprocessing> steps) {
    SpectralAxis axis = null;
    for (int i = 0; i < steps.size(); i++) {
      Preprocessing step = steps.get(i);
      try {
        axis = axisAfter(step, axis);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("step " + i + ": " + e.getMessage(), e);
      }
    }
    if (axis == null) {
      throw new IllegalArgumentException(
          "the chain has no interpolate step; it needs one, which names the model's grid");
    }
    return axis;
  }

  /** The axis after a step, null as long as it is the spectrum's own. */
  private static SpectralAxis axisAfter(Preprocessing step, SpectralAxis axis) {
    if (step instanceof Preprocessing.Interpolate interpolate) {
      if (axis != null) {
        throw new IllegalArgumentException("a second interpolate step; expected exactly one");
      }
      return interpolate.grid();
    }
    boolean needsGrid =
        step instanceof Preprocessing.AsymmetricLeastSquaresBaseline
            || step instanceof Preprocessing.SavitzkyGolay
            || step instanceof Preprocessing.ScatterCorrection
            || step instanceof Preprocessing.VariableScaling;
    if (axis == null) {
      if (needsGrid) {
        throw new IllegalArgumentException(
            step + " depends on the grid's spacing; put it after the interpolate step");
      }
      return null;
    }
    if (step instanceof Preprocessing.Cut cut) {
      return AxisRange.of(axis, cut.from(), cut.to())
          .map(range -> range.of(axis))
          .orElseThrow(
              () -> new IllegalArgumentException(cut + " keeps no point of the grid " + axis));
    }
    if (step instanceof Preprocessing.VariableScaling scaling
        && scaling.mean().length != axis.size()) {
      throw new IllegalArgumentException(
          scaling + "; expected as many as the grid has, " + axis.size());
    }
    if (step instanceof Preprocessing.AsymmetricLeastSquaresBaseline && axis.size() < 3) {
      throw new IllegalArgumentException(
          step + " on a grid of " + axis.size() + " points; expected 3 or more");
    }
    if (step instanceof Preprocessing.ScatterCorrection correction) {
      ScatterFit.requireFits(correction, axis);
    }
    if (step instanceof Preprocessing.SavitzkyGolay filter) {
      SavitzkyGolayFilter.requireFits(filter, axis);
    }
    return axis;
  }
}
