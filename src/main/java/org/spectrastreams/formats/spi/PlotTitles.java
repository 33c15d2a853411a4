package org.spectrastreams.formats.spi;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/** Reads units and quantities from the titles that instrument software writes beside its axes. */
public final class PlotTitles {
  private static final Pattern IN_BRACKETS = Pattern.compile("(.*?)[(\\[](.*)[)\\]]\\s*");

  /** What a spectral axis is called. */
  private static final Pattern AXIS_WORD =
      Pattern.compile(
          "(?:spectral|x)[ -]?axis|\\baxis in\\b|wave ?numbers?|wave ?lengths?|raman"
              + " ?shifts?|\\bshift\\b|frequency|frequencies|\\benergy\\b|photon"
              + " energy|lambda|λ|\\bwave\\b|\\bwn\\b|\\bwl\\b|ν̃|chemical shift");

  private static final Pattern DERIVED =
      Pattern.compile(
          "deriv|\\bd[12²]?\\b *\\(|\\bd[12]\\b|d²|∂|/"
              + " ?d|\\bd[12]?a\\b|′|integral|slope|gradient|\\bln\\b|\\bln\\(|log|sqrt|differen|delta|δ|∆|ratio|residual|squared|\\^2|²|1\\s*[-−–]|1\\s*/|loading|score|standard"
              + " dev|std|variance|error");

  /** A plain quantity times something, or centred and scaled. */
  private static final Pattern SCALED =
      Pattern.compile(
          "\\bm(?:od|au|abs)\\b|\\bmilli|(?<![a-z])[x×*·] ?10+\\b|\\b10+"
              + " ?[x×*·](?! ?obj)|\\b1e\\d|\\bsnv\\b|\\bmsc\\b|\\bemsc\\b"
              + "|(?<!not |un-|un)normali[sz]|z-?score|autoscal|cent(?:er|re)d|standardi[sz]ed"
              + "|offset(?! ?-?corr)|(?<!\\d|\\d )\\bppm\\b");

  private static final Pattern DECADIC =
      Pattern.compile(
          "[-−–]\\s*(log|lg)_?(10|₁₀)?\\s*\\(?\\s*(t|transmittance|transmission|i/i0|i/i₀|i/io)\\s*\\)?"
              + "|(log|lg)_?(10|₁₀)?\\s*\\(?\\s*(1/t|1/transmittance|i0/i|i₀/i|io/i)\\s*\\)?");

  private static final Pattern BEHIND_IN = Pattern.compile("(?s).*\\sin\\s+");
  private static final Pattern BEFORE_LAST_WORD = Pattern.compile("(?s).*[\\s_]");
  private static final Pattern CM_IN_R = Pattern.compile("(?i).*\\bcm\\.1\\.?$");
  private static final Pattern LAST_DOTS = Pattern.compile("\\.+$");
  private static final Pattern BEFORE_LAST_DOT = Pattern.compile("(?s).*\\.");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern AROUND = Pattern.compile("^[(\\[]|[)\\]]$");

  private PlotTitles() {}

  /**
   * What the title of a spectral axis says.
   *
   * @param unit its unit, where it names one that is known
   * @param foreign the text that stands where the unit should, where it is none that is known
   * @param needsUnit whether its kind (a wavelength, a frequency, an energy) leaves the unit open
   * @param ramanShift whether it says that its values are Raman shifts
   */
  public record AxisTitle(
      Optional<AxisUnit> unit, Optional<String> foreign, boolean needsUnit, boolean ramanShift) {}

  /** What an ordinate's title says; no quantity, where what it names is none that is known here. */
  public record Ordinate(Optional<Quantity> quantity) {
    /** As a fact of the file: what is no known quantity is a stated {@code unspecified}. */
    public Stated<Quantity> stated(String from) {
      return quantity.isPresent()
          ? new Stated<>(quantity.get(), from)
          : new Stated<>(Quantity.UNSPECIFIED, from + ", which names no quantity read here");
    }
  }

  /**
   * Reads the title of a spectral axis, for instance {@code Wavenumbers (cm-1)}, {@code Wavelength
   * / nm}, {@code wavelength_um}, {@code Raman.shift..cm.1.} or {@code cm-1}.
   *
   * @return empty where the title names no spectral axis; a length without such a name ({@code x
   *     (µm)}) is none
   */
  public static Optional<AxisTitle> axis(String title) {
    String text = normal(title);
    Matcher word = AXIS_WORD.matcher(text);
    boolean named = word.find();
    Optional<AxisUnit> unit = unit(title);
    if (!named) {
      boolean onlyUnit = AxisUnit.parse(AROUND.matcher(text).replaceAll("")).isPresent();
      boolean length = unit.isPresent() && isLength(unit.get());
      return unit.isPresent() && (onlyUnit || !length)
          ? Optional.of(new AxisTitle(unit, Optional.empty(), false, false))
          : Optional.empty();
    }
    boolean shift = text.contains("raman") || text.matches("shift|.*\\brel\\b.*");
    boolean open =
        unit.isEmpty() && text.matches(".*(wave ?length|frequenc|energy|lambda|λ|\\bwl\\b).*");
    return Optional.of(
        new AxisTitle(unit, unit.isPresent() ? Optional.empty() : foreign(text), open, shift));
  }

  private static boolean isLength(AxisUnit unit) {
    return unit == AxisUnit.MICROMETRE || unit == AxisUnit.NANOMETRE || unit == AxisUnit.ANGSTROM;
  }

  private static Optional<String> foreign(String text) {
    Matcher brackets = IN_BRACKETS.matcher(text);
    if (brackets.matches()) {
      return Optional.of(brackets.group(2).strip()).filter(inside -> !inside.isEmpty());
    }
    int slash = text.indexOf('/');
    return slash < 0 ? Optional.empty() : Optional.of(text.substring(slash + 1).strip());
  }

  /** The unit in a title; empty where it names none that is known. */
  public static Optional<AxisUnit> unit(String title) {
    String text = title.strip();
    Matcher brackets = IN_BRACKETS.matcher(text);
    // Most candidates are the same for most titles, of which a table may have thousands.
    Set<String> candidates = new LinkedHashSet<>(Arrays.asList(text, text.replace('_', ' ')));
    if (brackets.matches()) {
      candidates.add(brackets.group(2));
      if (!namesAxis(brackets.group(1))) {
        candidates.add(brackets.group(1)); // cm-1 (Raman shift), but not Wavenumber (furlong)
      }
    }
    candidates.add(text.substring(text.indexOf('/') + 1));
    candidates.add(text.substring(text.lastIndexOf(',') + 1));
    candidates.add(BEHIND_IN.matcher(text).replaceFirst(""));
    candidates.add(BEFORE_LAST_WORD.matcher(text).replaceFirst(""));
    // R writes "Wavenumber (cm-1)" as Wavenumber..cm.1.
    candidates.add(CM_IN_R.matcher(text).replaceFirst("cm-1"));
    candidates.add(
        BEFORE_LAST_DOT.matcher(LAST_DOTS.matcher(text).replaceFirst("")).replaceFirst(""));
    return candidates.stream().map(AxisUnit::parse).flatMap(Optional::stream).findFirst();
  }

  /** Whether a text names a spectral axis by a word for one, with or without a unit. */
  public static boolean namesAxis(String text) {
    return AXIS_WORD.matcher(normal(text)).find();
  }

  /** Whether an axis is a wavelength by its title, and its unit therefore cannot be cm⁻¹. */
  public static boolean isWavelength(String title) {
    String text = normal(title);
    return text.contains("wavelength") || text.contains("lambda") || text.contains("λ");
  }

  /** The quantity named by an ordinate's title, for instance {@code Absorbance} or {@code %T}. */
  public static Optional<Quantity> quantity(String title) {
    return ordinate(title).flatMap(Ordinate::quantity);
  }

  /**
   * What an ordinate's title says: {@code Absorbance}, {@code -log10(T)} and {@code %T} name
   * quantities; {@code Absorbance (2nd derivative)} and {@code Reflectance} name something else.
   *
   * @return empty where the title says nothing of the kind, as a sample's name does
   */
  public static Optional<Ordinate> ordinate(String title) {
    String text = normal(title);
    if (DECADIC.matcher(text).matches()) {
      return known(Quantity.ABSORBANCE);
    }
    boolean absorbance = text.contains("absorbance") || text.matches("abs\\.?|absorption");
    boolean transmittance =
        text.contains("transmittance")
            || text.contains("transmission")
            || text.matches("%\\s*t|t\\s*[(\\[]?%[)\\]]?|[(\\[]?%[)\\]]?\\s*t");
    boolean other =
        text.matches(
            ".*(reflectance|reflectivity|absorptance|emissivity|emittance|interferogram|single"
                + " ?beam|kubelka|photoacoustic|extinction coefficient).*");
    boolean raman = text.contains("raman");
    if (DERIVED.matcher(text).find()) {
      return absorbance
              || transmittance
              || other
              || raman
              || text.matches(".*(\\bderiv|\\blog(10)?\\b|\\bln\\b).*")
          ? Optional.of(new Ordinate(Optional.empty()))
          : Optional.empty();
    }
    boolean scaled = (absorbance || transmittance) && SCALED.matcher(text).find();
    if (other || scaled || (absorbance && transmittance)) {
      return Optional.of(new Ordinate(Optional.empty()));
    }
    if (absorbance) {
      return known(Quantity.ABSORBANCE);
    }
    if (transmittance) {
      return known(
          text.contains("%") || text.contains("percent")
              ? Quantity.PERCENT_TRANSMITTANCE
              : Quantity.TRANSMITTANCE);
    }
    if (raman) {
      return known(Quantity.RAMAN_INTENSITY);
    }
    return Quantity.parse(text)
        .filter(quantity -> quantity != Quantity.UNSPECIFIED)
        .flatMap(PlotTitles::known);
  }

  private static Optional<Ordinate> known(Quantity quantity) {
    return Optional.of(new Ordinate(Optional.of(quantity)));
  }

  private static String normal(String title) {
    String text = title.strip().toLowerCase(Locale.ROOT).replace('_', ' ');
    return TitleWords.inEnglish(SPACES.matcher(text).replaceAll(" "));
  }
}
