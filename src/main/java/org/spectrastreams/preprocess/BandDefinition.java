package org.spectrastreams.preprocess;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * A number read from every spectrum for a map layer: either the height of one band ({@code at},
 * {@code halfWidth}, {@code baseline} as in {@link BandTerm}) or the {@code ratio} of two.
 *
 * @param name identifies the layer; letters, digits, {@code . _ -}, at most 64
 * @param title for people; the name where it is not given
 * @param at see {@link BandTerm#at}; null for a ratio
 * @param halfWidth see {@link BandTerm#halfWidth}; null for a ratio
 * @param baseline see {@link BandTerm#baseline}; empty for a ratio
 * @param ratio numerator and denominator; empty for a height
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BandDefinition(
    @JsonProperty(value = "name", required = true) String name,
    @JsonProperty("title") String title,
    @JsonProperty("at") Double at,
    @JsonProperty("halfWidth") Double halfWidth,
    @JsonProperty("baseline") List<Double> baseline,
    @JsonProperty("ratio") List<BandTerm> ratio) {

  /** Checks that it is a height or a ratio, not both. */
  public BandDefinition {
    if (name == null || !name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "band name '" + name + "'; expected 1 to 64 letters, digits, dots, dashes, underscores");
    }
    title = title == null || title.isBlank() ? name : title;
    baseline = baseline == null ? List.of() : List.copyOf(baseline);
    ratio = ratio == null ? List.of() : List.copyOf(ratio);
    boolean height = at != null && ratio.isEmpty();
    boolean quotient = ratio.size() == 2 && at == null && halfWidth == null && baseline.isEmpty();
    if (!height && !quotient) {
      throw new IllegalArgumentException(
          "band '" + name + "' needs either at (with halfWidth, baseline) or a ratio of two bands");
    }
    if (height) {
      halfWidth = halfWidth == null ? 0 : halfWidth;
      baseline = new BandTerm(at, halfWidth, baseline).baseline();
    }
  }

  /** The height of one band. */
  public static BandDefinition height(String name, String title, BandTerm term) {
    return new BandDefinition(name, title, term.at(), term.halfWidth(), term.baseline(), List.of());
  }

  /** The ratio of two bands. */
  public static BandDefinition ratio(
      String name, String title, BandTerm numerator, BandTerm denominator) {
    return new BandDefinition(name, title, null, null, List.of(), List.of(numerator, denominator));
  }

  /** The band itself, or the numerator of a ratio. */
  @JsonIgnore
  public BandTerm numerator() {
    return ratio.isEmpty() ? new BandTerm(at, halfWidth, baseline) : ratio.get(0);
  }

  /** The denominator of a ratio; empty for a height. */
  @JsonIgnore
  public Optional<BandTerm> denominator() {
    return ratio.isEmpty() ? Optional.empty() : Optional.of(ratio.get(1));
  }
}
