package org.spectrastreams.formats.jcamp;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * What a header says of the two variables of a table, whether in records of their own ({@code
 * ##FIRSTX=}) or in the columns of an NTUPLES block ({@code ##FIRST=}).
 *
 * @param xUnit the unit of the abscissa
 * @param yUnit the unit of the ordinate
 * @param firstX the first abscissa
 * @param lastX the last abscissa
 * @param deltaX the step, where stated
 * @param deltaUnit one unit of the last decimal that the step was written with
 * @param points the number of points, where stated
 * @param firstY the first ordinate, a check
 * @param xFactor what stored abscissae are multiplied by
 * @param yFactor what stored ordinates are multiplied by
 */
record Variables(
    Optional<String> xUnit,
    Optional<String> yUnit,
    OptionalDouble firstX,
    OptionalDouble lastX,
    OptionalDouble deltaX,
    double deltaUnit,
    OptionalDouble points,
    OptionalDouble firstY,
    double xFactor,
    double yFactor) {
  static Variables of(Path file, Table table) throws SpectrumFileException {
    return table.isPage() ? ofPage(file, table) : ofBlock(file, table);
  }

  private static Variables ofBlock(Path file, Table table) throws SpectrumFileException {
    Header header = table.header();
    return new Variables(
        header.text("XUNITS"),
        header.text("YUNITS"),
        header.number("FIRSTX"),
        header.number("LASTX"),
        header.number("DELTAX"),
        unit(header.text("DELTAX")),
        header.number("NPOINTS"),
        header.readableNumber("FIRSTY"),
        factor(file, table, "XFACTOR", header.number("XFACTOR")),
        factor(file, table, "YFACTOR", header.number("YFACTOR")));
  }

  private static Variables ofPage(Path file, Table table) throws SpectrumFileException {
    Header header = table.header();
    List<String> symbols =
        header.list("SYMBOL").stream().map(symbol -> symbol.toUpperCase(Locale.ROOT)).toList();
    int x = symbols.indexOf(table.abscissaSymbol());
    int y = symbols.indexOf(table.ordinateSymbol());
    if (x < 0 || y < 0) {
      throw SpectrumFileException.atLine(
          file,
          header.line("SYMBOL"),
          "the symbols " + symbols,
          "those of the table " + table.form() + ": the header of the block is damaged");
    }
    OptionalDouble pagePoints = header.number("NPOINTS");
    return new Variables(
        entry(header, "UNITS", x),
        entry(header, "UNITS", y),
        number(header, "FIRST", x),
        number(header, "LAST", x),
        OptionalDouble.empty(),
        1,
        pagePoints.isPresent() ? pagePoints : number(header, "VARDIM", x),
        OptionalDouble.empty(),
        factor(file, table, "FACTOR", number(header, "FACTOR", x)),
        factor(file, table, "FACTOR", number(header, "FACTOR", y)));
  }

  /** One unit of the last decimal of a number: 0.01 of {@code 2.00}, 1 of {@code 2}. */
  private static double unit(Optional<String> written) {
    try {
      return written
          .map(text -> new BigDecimal(text.strip().replace(',', '.')).ulp().doubleValue())
          .orElse(1.0);
    } catch (NumberFormatException remarkBehindIt) {
      return 1;
    }
  }

  private static Optional<String> entry(Header header, String label, int column) {
    List<String> entries = header.list(label);
    return column < entries.size()
        ? Optional.of(entries.get(column)).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  private static OptionalDouble number(Header header, String label, int column)
      throws SpectrumFileException {
    Optional<String> text = entry(header, label, column);
    return text.isEmpty() ? OptionalDouble.empty() : header.number(label, text.get());
  }

  private static double factor(Path file, Table table, String label, OptionalDouble stated)
      throws SpectrumFileException {
    double factor = stated.orElse(1);
    if (factor == 0) {
      throw SpectrumFileException.atLine(
          file, table.header().line(label), "##" + label + "= 0", "a factor");
    }
    return factor;
  }
}
