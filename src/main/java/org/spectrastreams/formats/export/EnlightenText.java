package org.spectrastreams.formats.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.text.Numbers;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/**
 * Wasatch Photonics ENLIGHTEN, CSV in columns: lines {@code name,value}, the first {@code ENLIGHTEN
 * Version}, then titles ({@code Pixel,Wavelength,Wavenumber,Processed,Raw,Dark,Reference}, some of
 * them left out) and a pixel a line. Read is what the program calls processed, over the wavenumber,
 * which is a Raman shift from the laser line, or over the wavelength in nm where there are no
 * shifts or the technique is another. Its exports of several measurements in one file are refused.
 *
 * <p>Known from the program's own parser and the library of spectra in its sources
 * (github.com/WasatchPhotonics/ENLIGHTEN).
 */
final class EnlightenText implements Dialect {
  private static final Pattern FIRST =
      Pattern.compile("(\uFEFF|\u00EF\u00BB\u00BF)?\"?ENLIGHTEN Version\"?\\s*,\\s*\"?\\d.*");
  private static final String PROCESSED = "Processed";

  @Override
  public String what() {
    return "Wasatch ENLIGHTEN text export";
  }

  @Override
  public Optional<String> mark(ExportText text) {
    return FIRST.matcher(text.line(0)).matches() && text.find(EnlightenText::isTitles).isPresent()
        ? Optional.of("the line \"ENLIGHTEN Version\" and a title \"Processed\"")
        : Optional.empty();
  }

  @Override
  public boolean decimalPoints() {
    return true;
  }

  @Override
  public Export read(ExportText text) throws SpectrumFileException {
    int line = text.require(EnlightenText::isTitles, "titles with \"Processed\" among them");
    List<String> titles = split(text.line(line));
    for (String once : List.of("Wavelength", "Wavenumber", PROCESSED)) {
      if (titles.indexOf(once) != titles.lastIndexOf(once)) {
        throw text.error(
            line, "one column \"" + once + "\": save the measurements one a file, in columns");
      }
    }
    int wavelength = titles.indexOf("Wavelength");
    int wavenumber = titles.indexOf("Wavenumber");
    String technique = text.entry("Technique").orElse("Raman");
    boolean raman = technique.toLowerCase(Locale.ROOT).contains("raman");
    boolean shifts =
        wavenumber >= 0 && (wavelength < 0 || (raman && isFilled(text, line, wavenumber)));
    List<String> notes = new ArrayList<>();
    text.entry("Note").ifPresent(note -> notes.add("note: " + note));
    text.entry("Laser Wavelength").ifPresent(laser -> notes.add("laser at " + laser + " nm"));
    String model = text.entry("Model").orElse("Wasatch");
    String axis = "column \"" + (shifts ? "Wavenumber" : "Wavelength") + "\", as the format has it";
    return new Export(
        new Export.Columns(
            text.number(line + 1),
            Pattern.compile("(?!)"),
            titles,
            shifts ? wavenumber : wavelength,
            List.of(titles.indexOf(PROCESSED)),
            true),
        Optional.of(new Stated<>(shifts ? AxisUnit.PER_CENTIMETRE : AxisUnit.NANOMETRE, axis)),
        shifts ? Optional.of(AxisKind.RAMAN_SHIFT) : Optional.empty(),
        shifts && raman
            ? Optional.of(new Stated<>(Quantity.RAMAN_INTENSITY, "counts over Raman shifts"))
            : Optional.empty(),
        OptionalInt.empty(),
        (model + " " + text.entry("Serial Number").orElse("")).strip(),
        text.entry("Timestamp").orElse(""),
        Optional.empty(),
        notes);
  }

  private static boolean isTitles(String line) {
    List<String> titles = split(line);
    return titles.contains(PROCESSED)
        && (titles.contains("Wavelength") || titles.contains("Wavenumber"));
  }

  /** Whether a column has numbers other than 0: without a laser there are no shifts. */
  private static boolean isFilled(ExportText text, int titles, int column) {
    for (int i = titles + 1; i < text.lines().size(); i++) {
      List<String> fields = split(text.line(i));
      if (column < fields.size() && Numbers.PLAIN.number(fields.get(column)).orElse(0) != 0) {
        return true;
      }
    }
    return false;
  }

  private static List<String> split(String line) {
    return Arrays.stream(line.split(",", -1))
        .map(field -> field.strip().replaceAll("^\"|\"$", ""))
        .toList();
  }
}
