package org.spectrastreams.formats.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/**
 * B&amp;W Tek BWSpec and BWRam: {@code name;value} lines, then a column for each of pixel,
 * wavelength, wavenumber, Raman shift, dark, reference, raw and dark-subtracted counts and more.
 * The pixels at the ends have no axis value. Read are the dark-subtracted counts over the Raman
 * shift, or over the wavelength (nm) where there is none.
 */
final class BwTekText implements Dialect {
  private static final Pattern TITLES =
      Pattern.compile("Pixel\\s*[;,].*(Wavelength|Raman Shift).*");

  @Override
  public String what() {
    return "B&W Tek text export";
  }

  @Override
  public Optional<String> mark(ExportText text) {
    return text.line(0).matches("File Version\\s*[;,]\\s*BW.*")
        ? Optional.of("the line \"File Version;BW…\"")
        : Optional.empty();
  }

  @Override
  public Export read(ExportText text) throws SpectrumFileException {
    int line =
        text.require(found -> TITLES.matcher(found).matches(), "a line of titles \"Pixel;…\"");
    char separator = text.line(line).indexOf(';') > 0 ? ';' : ',';
    List<String> titles = split(text.line(line), separator);
    int shift = titles.indexOf("Raman Shift");
    int wavelength = titles.indexOf("Wavelength");
    boolean shifts = shift > 0 && isFilled(text, line, separator, shift);
    if (!shifts && wavelength < 0) {
      throw text.error(line, "a column \"Raman Shift\" or \"Wavelength\"");
    }
    List<Integer> spectra = starting(titles, "Dark Subtracted");
    if (spectra.isEmpty()) {
      spectra = starting(titles, "Raw data");
    }
    if (spectra.isEmpty()) {
      throw text.error(line, "a column \"Dark Subtracted #1\" or \"Raw data #1\"");
    }
    AxisUnit unit = shifts ? AxisUnit.PER_CENTIMETRE : AxisUnit.NANOMETRE;
    String from = shifts ? "column \"Raman Shift\"" : "column \"Wavelength\", as the format has it";
    return Export.of(
        new Export.Columns(
            text.number(line + 1),
            Pattern.compile("(?!)"),
            titles,
            shifts ? shift : wavelength,
            spectra,
            true),
        Optional.of(new Stated<>(unit, from)),
        shifts,
        shifts
            ? Optional.of(new Stated<>(Quantity.RAMAN_INTENSITY, "counts over Raman shifts"))
            : Optional.empty(),
        OptionalInt.empty(),
        text.entry("model").orElse("B&W Tek"),
        text.entry("Date").orElse(""));
  }

  /** Whether a column has numbers in the lines read so far: without a laser there are no shifts. */
  private static boolean isFilled(ExportText text, int titles, char separator, int column) {
    for (int i = titles + 1; i < text.lines().size(); i++) {
      List<String> fields = split(text.line(i), separator);
      if (column < fields.size() && fields.get(column).matches("[-+]?[\\d.,]*[1-9][\\d.,]*")) {
        return true;
      }
    }
    return false;
  }

  private static List<Integer> starting(List<String> titles, String start) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      if (titles.get(i).startsWith(start)) {
        found.add(i);
      }
    }
    return found;
  }

  private static List<String> split(String line, char separator) {
    return Arrays.stream(
            line.replaceFirst("[;,\\s]+$", "").split(Pattern.quote("" + separator), -1))
        .map(String::strip)
        .toList();
  }
}
