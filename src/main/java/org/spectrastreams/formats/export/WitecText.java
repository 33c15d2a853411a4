package org.spectrastreams.formats.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;

/**
 * WITec Project: {@code //Exported ASCII-File}, a section {@code [Header]} of {@code name = value}
 * lines, and {@code [Data]}: titles, then the axis and a column a spectrum. A scan of {@code SizeX}
 * × {@code SizeY} spectra is an image, stored line by line.
 */
final class WitecText implements Dialect {
  @Override
  public String what() {
    return "WITec text export";
  }

  @Override
  public Optional<String> mark(ExportText text) {
    return text.line(0).startsWith("//Exported ASCII-File")
        ? Optional.of("the line //Exported ASCII-File")
        : Optional.empty();
  }

  @Override
  public Export read(ExportText text) throws SpectrumFileException {
    int data = text.require(line -> line.strip().equals("[Data]"), "a section [Data] of points");
    List<String> titles = Arrays.asList(text.line(data + 1).strip().split("\\t"));
    boolean titled = PlotTitles.namesAxis(titles.get(0)) || titles.get(0).matches("(?i)x-?axis");
    List<String> first = Arrays.asList(text.line(data + (titled ? 2 : 1)).strip().split("\\t"));
    int spectra = first.size() - 1;
    if (spectra < 1) {
      throw text.error(data + 1, "an axis value and intensities, separated by tabs");
    }
    String unitText = text.entry("XAxisUnit").orElse("");
    boolean shift = unitText.toLowerCase(Locale.ROOT).startsWith("rel");
    Optional<Stated<AxisUnit>> unit =
        PlotTitles.unit(unitText).map(found -> new Stated<>(found, "line XAxisUnit"));
    int width = text.count("SizeX").orElse(1);
    int height = text.count("SizeY").orElse(1);
    Optional<ImageGeometry> image = Optional.empty();
    List<String> notes = new ArrayList<>();
    if ((long) width * height > 1) {
      if ((long) width * height != spectra) {
        throw SpectrumFileException.atLine(
            text.file(),
            text.number(data + 1),
            spectra + " columns of spectra",
            width + " × " + height + ", as SizeX and SizeY say");
      }
      image = Optional.of(frame(text, width, height));
      if (text.entry("ScanWidth").isPresent() && text.entry("ScanHeight").isPresent()) {
        notes.add(
            "a scan of "
                + text.entry("ScanWidth").get()
                + " × "
                + text.entry("ScanHeight").get()
                + " "
                + text.entry("ScanUnit").orElse("(no unit stated)"));
      }
    }
    return new Export(
        new Export.Columns(
            text.number(data + (titled ? 2 : 1)),
            Pattern.compile("\\s*\\[.*"),
            titled ? titles : List.of(),
            0,
            IntStream.rangeClosed(1, spectra).boxed().toList(),
            false),
        unit,
        Export.kind(shift),
        Export.quantity(text.entry("DataUnit").orElse(""), shift, "line DataUnit"),
        text.count("SizeGraph"),
        "WITec",
        "",
        image,
        notes);
  }

  private static ImageGeometry frame(ExportText text, int width, int height)
      throws SpectrumFileException {
    try {
      return ImageGeometry.of(width, height);
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.ofFile(text.file(), e.getMessage(), "the sides of an image");
    }
  }
}
