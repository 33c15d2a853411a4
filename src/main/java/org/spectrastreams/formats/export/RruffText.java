package org.spectrastreams.formats.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;

/**
 * The texts of the RRUFF database of minerals (rruff.info): lines {@code ##NAME=value}, of which
 * {@code ##NAMES} is the first and {@code ##RRUFFID} another, then lines {@code x, y} with decimal
 * points, and in some {@code ##END=}. {@code ##FILETYPE} begins with Raman or Infrared, or a
 * laser's wavelength stands there; both are over cm⁻¹. X-rays' wavelength is diffraction's. What an
 * infrared spectrum measures is not in it. It looks like JCAMP-DX, and is none: JCAMP-DX begins
 * with {@code ##TITLE} and has a table's form.
 *
 * <p>Known from public readers of the database and the files in their tests.
 */
final class RruffText implements Dialect {
  private static final String NUMBER = "[-+]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][-+]?\\d++)?";
  private static final Pattern POINT =
      Pattern.compile("\\s*" + NUMBER + "(\\s*,\\s*|\\s+)" + NUMBER + "\\s*");
  private static final Pattern FIRST =
      Pattern.compile("(?i)(\uFEFF|\u00EF\u00BB\u00BF)?\\s*##(NAMES|RRUFFID)\\s*=.*");

  private static final Pattern RAYS =
      Pattern.compile("(?i)\\s*##X-?RAY[ _]WAVELENGTH\\s*=\\s*\\S.*");

  @Override
  public String what() {
    return "RRUFF text file";
  }

  @Override
  public Optional<String> mark(ExportText text) {
    boolean known =
        FIRST.matcher(text.line(0)).matches()
            && text.find(line -> line.matches("(?i).*##NAMES\\s*=.*")).isPresent()
            && text.find(line -> line.matches("(?i).*##RRUFFID\\s*=.*")).isPresent();
    return known ? Optional.of("the lines ##NAMES and ##RRUFFID") : Optional.empty();
  }

  @Override
  public boolean decimalPoints() {
    return true;
  }

  @Override
  public Export read(ExportText text) throws SpectrumFileException {
    int type = text.find(line -> line.matches("(?i)\\s*##FILETYPE.*")).orElse(-1);
    String kind = text.entry("##FILETYPE").orElse("").toLowerCase(Locale.ROOT);
    if (kind.matches(".*(x-?ray|powder|diffraction).*")) {
      throw text.error(
          type, "a Raman or an infrared spectrum: diffraction over angles is no spectrum");
    }
    int rays = text.find(line -> RAYS.matcher(line).matches()).orElse(-1);
    if (rays >= 0) {
      throw text.error(
          rays, "a Raman or an infrared spectrum: diffraction over angles is no spectrum");
    }
    Optional<String> laser =
        text.entry("##RAMAN WAVELENGTH").or(() -> text.entry("##LASER_WAVELENGTH"));
    boolean infrared = kind.startsWith("infrared");
    boolean raman = kind.startsWith("raman") || (!infrared && laser.isPresent());
    String from = infrared || kind.startsWith("raman") ? "line ##FILETYPE" : "a laser's wavelength";
    int first = text.require(line -> POINT.matcher(line).matches(), "a line \"x, y\" of a point");
    List<String> notes = new ArrayList<>();
    text.entry("##NAMES").ifPresent(name -> notes.add("sample " + name));
    text.entry("##RRUFFID").ifPresent(id -> notes.add("RRUFF " + id));
    laser.ifPresent(wavelength -> notes.add("laser at " + wavelength + " nm"));
    return new Export(
        Export.Columns.pair(text.number(first), "\\s*##.*"),
        raman || infrared
            ? Optional.of(new Stated<>(AxisUnit.PER_CENTIMETRE, from))
            : Optional.empty(),
        raman
            ? Optional.of(AxisKind.RAMAN_SHIFT)
            : infrared ? Optional.of(AxisKind.WAVENUMBER) : Optional.empty(),
        raman ? Optional.of(new Stated<>(Quantity.RAMAN_INTENSITY, from)) : Optional.empty(),
        OptionalInt.empty(),
        "",
        "",
        Optional.<ImageGeometry>empty(),
        notes);
  }
}
