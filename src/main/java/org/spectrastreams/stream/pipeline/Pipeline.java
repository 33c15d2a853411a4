package org.spectrastreams.stream.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.spectrastreams.bands.BandAssignment.Technique;
import org.spectrastreams.preprocess.BandDefinition;
import org.spectrastreams.preprocess.BandTerm;
import org.spectrastreams.spectrum.Quantity;

/**
 * What is done with the spectra of one kind; read from one file by {@link Pipelines}.
 *
 * @param name what blocks call it: up to 100 of {@code a-z 0-9 . _ -}
 * @param title what people see
 * @param model {@code name} or {@code name@version} of a model package; empty for a survey, which
 *     reads quality and bands and gives no class
 * @param quantities what a survey accepts, empty for any; a pipeline with a model accepts what the
 *     model accepts and has none here
 * @param activationMap whether results carry activation maps
 * @param explanations which other explanations results carry
 * @param imageTimeoutSeconds after this long without a new pixel an unfinished image is incomplete;
 *     empty: the configuration's value
 * @param assignments the table that says what bands stand for; empty: by quantity, see {@link
 *     #assignmentsFor}
 * @param bands numbers read from the raw spectrum, one map layer each
 */
public record Pipeline(
    String name,
    String title,
    Optional<String> model,
    Set<Quantity> quantities,
    ActivationMapPolicy activationMap,
    ExplanationPolicy explanations,
    Optional<Integer> imageTimeoutSeconds,
    Optional<Technique> assignments,
    List<BandDefinition> bands) {
  /** How many bands of an activation map are kept, where bands are. */
  public static final int ACTIVATION_BANDS = 5;

  private static final int MAX_BANDS = 32;

  /** Whether results carry activation maps. */
  public enum ActivationMapPolicy {
    /** One byte a wavenumber, with scale and offset for each spectrum. */
    @JsonProperty("compact")
    COMPACT,
    /** The {@value Pipeline#ACTIVATION_BANDS} strongest bands alone. */
    @JsonProperty("bands")
    BANDS,
    /** None. */
    @JsonProperty("none")
    NONE
  }

  /** Checks the values. */
  public Pipeline {
    if (name == null || !name.matches("[a-z0-9][a-z0-9._-]{0,99}")) {
      throw new IllegalArgumentException(
          "pipeline name '" + name + "'; expected up to 100 characters of a-z 0-9 . _ -");
    }
    quantities = Set.copyOf(quantities);
    bands = List.copyOf(bands);
    if (model.isPresent() && !quantities.isEmpty()) {
      throw new IllegalArgumentException(
          "quantities of a pipeline with a model; expected none, the model says what it accepts");
    }
    if (imageTimeoutSeconds.isPresent() && imageTimeoutSeconds.get() < 1) {
      throw new IllegalArgumentException(
          "imageTimeoutSeconds " + imageTimeoutSeconds.get() + "; expected 1 or more");
    }
    if (bands.size() > MAX_BANDS) {
      throw new IllegalArgumentException(bands.size() + " bands; expected at most " + MAX_BANDS);
    }
    Set<String> names = new HashSet<>();
    for (BandDefinition band : bands) {
      if (!names.add(band.name())) {
        throw new IllegalArgumentException("two bands are called '" + band.name() + "'");
      }
    }
  }

  /**
   * A pipeline that scores with a model and reads no bands.
   *
   * @param model {@code name} or {@code name@version}
   */
  public static Pipeline plain(String name, String model) {
    return new Pipeline(
        name,
        name,
        Optional.of(model),
        Set.of(),
        ActivationMapPolicy.COMPACT,
        ExplanationPolicy.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /**
   * The table that says what the bands of its spectra stand for: its own; where it names none, the
   * infrared one for absorbance and transmittance. Empty for other quantities: what a Raman band
   * stands for depends on the sample.
   */
  public Optional<Technique> assignmentsFor(Quantity measured) {
    return switch (measured) {
      case ABSORBANCE, TRANSMITTANCE, PERCENT_TRANSMITTANCE ->
          assignments.or(() -> Optional.of(Technique.INFRARED));
      default -> assignments;
    };
  }

  /**
   * CRC32C of the names of its bands and of what they read, so that two bands of one name that read
   * different things are told apart; 0 where there are none.
   */
  public int bandsDigest() {
    CRC32C crc = new CRC32C();
    for (BandDefinition band : bands) {
      crc.update((band.name() + "/").getBytes(StandardCharsets.UTF_8));
      Stream.concat(Stream.of(band.numerator()), band.denominator().stream())
          .flatMap(term -> Stream.concat(Stream.of(term.at(), term.halfWidth()), foot(term)))
          .forEach(number -> crc.update(ByteBuffer.allocate(8).putDouble(number).flip()));
    }
    return bands.isEmpty() ? 0 : (int) crc.getValue();
  }

  private static Stream<Double> foot(BandTerm term) {
    return Stream.concat(Stream.of((double) term.baseline().size()), term.baseline().stream());
  }

  /** The same without bands, activation maps and explanations: results hold outcomes alone. */
  public Pipeline withOutcomesOnly() {
    return new Pipeline(
        name,
        title,
        model,
        quantities,
        ActivationMapPolicy.NONE,
        ExplanationPolicy.OFF,
        imageTimeoutSeconds,
        assignments,
        List.of());
  }

  /** Whether a survey accepts spectra of {@code measured}. */
  public boolean accepts(Quantity measured) {
    return quantities.isEmpty() || quantities.contains(measured);
  }
}
