package org.spectrastreams.train.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Simulated spectra of Lorentzian lines and white noise (Fukuhara 2019, Eq. 10): the place of one
 * line tells the class, further lines at random places tell nothing.
 *
 * @param points of a spectrum, at the channels 0, 1, 2 …
 * @param places the channel of each class's line
 * @param width full width of a line at half its height, in channels
 * @param noise the largest deviation, as a share of a line's height
 * @param randomLines further lines of the same height a spectrum, away from all classes' places
 * @param perClass the number of spectra of each class
 * @param sets the number of sets that the spectra are divided into
 * @param firstSeed of the first spectrum; every other one follows from it
 */
public record SimulatedLines(
    @JsonProperty(required = true) int points,
    @JsonProperty(required = true) List<Integer> places,
    @JsonProperty(required = true) double width,
    @JsonProperty(required = true) double noise,
    @JsonProperty(required = true) int randomLines,
    @JsonProperty(required = true) int perClass,
    @JsonProperty(required = true) int sets,
    @JsonProperty(required = true) long firstSeed)
    implements Recipe.Data {
  private static final int MAX_POINTS = 65_536;
  private static final int MAX_SPECTRA = 100_000;

  /** Checks the numbers. */
  public SimulatedLines {
    places = List.copyOf(places);
    require(points >= 1 && points <= MAX_POINTS, "points", points, "1 to " + MAX_POINTS);
    require(places.size() >= 2, "places", places, "2 classes or more");
    int last = points - 1;
    require(
        places.stream().allMatch(place -> place >= 0 && place <= last),
        "places",
        places,
        "channels 0 to " + last);
    require(width > 0, "width", width, "more than 0 channels");
    require(noise >= 0 && noise < 1, "noise", noise, "0 or more and less than 1");
    require(randomLines >= 0 && randomLines <= 100, "randomLines", randomLines, "0 to 100");
    require(
        perClass >= sets && (long) perClass * places.size() <= MAX_SPECTRA,
        "perClass",
        perClass,
        "one a set or more, " + MAX_SPECTRA + " spectra in all at most");
    require(sets >= 3, "sets", sets, "3 or more: test, validation and training");
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "simulated lines with " + name + " " + value + "; expected " + expected);
    }
  }

  @Override
  public boolean simulated() {
    return true;
  }

  @Override
  public String division() {
    return sets + " sets of spectra (simulated)";
  }
}
