package org.spectrastreams.formats.envi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spectrastreams.formats.raster.RasterLayout;
import org.spectrastreams.formats.raster.RasterSource;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.CompanionFiles;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PixelLabels;
import org.spectrastreams.formats.spi.Places;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * ENVI rasters: a text header ({@code .hdr}) beside a binary file. Either of the two may be opened.
 *
 * <p>Read are data types 1, 2, 3, 4, 5, 12 and 13 in both byte orders and all interleaves, and
 * spectral libraries (a list of spectra, labelled with their names). The unit of the axis comes
 * from {@code wavelength units}, else from {@code z plot titles}, else from {@link OpenOptions};
 * the quantity from {@code z plot titles}, else from the options. Stored values are divided by
 * {@code reflectance scale factor}, and {@code data ignore value} becomes NaN. A missing {@code
 * byte order} is 0 (little-endian) and a missing {@code header offset} 0, as ENVI writes and reads
 * them. Bands that {@code bbl} marks as bad are left out of the axis.
 *
 * <p>Blocks hold float32: float64 values and 32-bit integers above 2²⁴ are rounded to it.
 *
 * <p>Labels: a file {@code NAME.labels.csv} beside {@code NAME.hdr}, one line an image line and one
 * name a pixel, empty or {@code NA} for none.
 */
public final class EnviReader implements SpectrumReader {
  private static final String ID = "envi";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "an ENVI header (first line ENVI) or the data file beside one";
  }

  @Override
  public String evidence() {
    return "the word ENVI alone on the first line of the header; either file may be opened";
  }

  @Override
  public Claim claim(FileHead head) throws IOException {
    if (EnviHeader.startsIn(head.bytes())) {
      return Claim.certain("the word ENVI on its first line");
    }
    if (headerOf(head.file()).isPresent()) {
      return Claim.likely("an ENVI header beside it");
    }
    return head.isNamed(".hdr") ? Claim.possible("its name ends in .hdr") : Claim.NONE;
  }

  private static Optional<Path> headerOf(Path data) throws IOException {
    for (Path header : CompanionFiles.headersOf(data)) {
      try (InputStream in = Files.newInputStream(header)) {
        if (EnviHeader.startsIn(in.readNBytes(64))) {
          return Optional.of(header);
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean readsBeginnings() {
    return true;
  }

  @Override
  public FileSource open(Path file, OpenOptions options) throws IOException {
    return open(file, options, file.getFileName().toString());
  }

  /** Opens a raster under a name of its own. */
  public static FileSource open(Path file, OpenOptions options, String name) throws IOException {
    boolean isHeader =
        file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".hdr")
            || EnviHeader.startsIn(headOf(file));
    Path headerFile =
        isHeader
            ? file
            : headerOf(file)
                .orElseThrow(
                    () ->
                        SpectrumFileException.ofFile(
                            file, "no ENVI header beside it", "a file NAME.hdr or NAME.dat.hdr"));
    EnviHeader header = EnviHeader.read(headerFile);
    boolean library = header.word("file type").orElse("").equals("envi spectral library");
    RasterLayout layout = EnviLayout.of(header, library);
    int[] bands = goodBands(header, layout.bands());
    Optional<EnviBandNames> named = EnviBandNames.of(header, layout.bands());
    double[] wavelengths = named.isPresent() ? named.get().values() : header.numbers("wavelength");
    StoredAxis axis;
    Understood.Axis axisFacts;
    if (wavelengths.length == 0) {
      axis = options.requireAxis(headerFile, bands.length);
      axisFacts = options.givenAxis(axis);
    } else {
      options.requireNoAxis(headerFile);
      Stated<AxisUnit> unit =
          named.isPresent()
              ? options.unit(headerFile, Optional.of(named.get().unit())).orElseThrow()
              : unit(headerFile, header, options);
      axis = axis(header, wavelengths, unit.value(), layout.bands(), bands);
      String from = "header field \"" + (named.isPresent() ? "band names" : "wavelength") + "\"";
      axisFacts = new Understood.Axis(axis.axis(), from, unit, false);
    }
    Stated<Quantity> quantity =
        options.quantity(
            headerFile,
            header.list("z plot titles").stream()
                .skip(1)
                .findFirst()
                .flatMap(PlotTitles::ordinate)
                .map(ordinate -> ordinate.stated("header field \"z plot titles\"")));
    Path data =
        isHeader
            ? CompanionFiles.dataOf(
                headerFile, header.text("data file"), layout.headerBytes() + layout.dataBytes())
            : file;
    ImageGeometry geometry =
        new ImageGeometry(layout.samples(), layout.lines(), EnviPlaces.pixelSize(header));
    List<String> labels =
        library ? libraryNames(header, layout.samples()) : PixelLabels.beside(headerFile, geometry);
    return RasterSource.open(
        new RasterSource.Raster(
            data,
            name,
            layout,
            bands,
            axis,
            understood(
                    header, library, axisFacts, quantity, geometry, layout.bands() - bands.length)
                .readFrom(List.of(data, headerFile))
                .beginning(spectraSoFar(headerFile, layout, library, options)),
            labels));
  }

  /** Of a file that is being written, the spectra of whole lines; else all. */
  private static long spectraSoFar(
      Path header, RasterLayout layout, boolean library, OpenOptions options)
      throws SpectrumFileException {
    long all = (long) layout.samples() * layout.lines();
    if (options.firstBytes().isEmpty()) {
      return all;
    }
    if (library || layout.bottomUp() || layout.interleave() == RasterLayout.Interleave.BSQ) {
      throw SpectrumFileException.ofFile(
          header, "spectra that are written band after band", "a file that is whole");
    }
    long line = (long) layout.samples() * layout.bands() * layout.type().bytes();
    long lines = (options.firstBytes().getAsLong() - layout.headerBytes()) / line;
    if (lines < 1) {
      throw SpectrumFileException.ofFile(header, "no whole line of its data yet", "one or more");
    }
    return Math.min(all, lines * layout.samples());
  }

  private static Understood understood(
      EnviHeader header,
      boolean library,
      Understood.Axis axis,
      Stated<Quantity> quantity,
      ImageGeometry geometry,
      int badBands) {
    Understood understood =
        Understood.of(
            ID,
            library ? "ENVI spectral library" : "ENVI raster",
            geometry.pixels(),
            axis,
            quantity,
            geometry);
    Optional<Places> places = library ? Optional.empty() : EnviPlaces.of(header);
    understood = places.map(understood::placed).orElse(understood);
    understood = header.text("sensor type").map(understood::measuredBy).orElse(understood);
    return badBands == 0
        ? understood
        : understood.noting(badBands + " bands marked as bad (bbl) are left out");
  }

  /** The bands that the header does not mark as bad. */
  private static int[] goodBands(EnviHeader header, int bands) throws SpectrumFileException {
    double[] marks = header.numbers("bbl");
    if (marks.length == 0) {
      return IntStream.range(0, bands).toArray();
    }
    if (marks.length != bands) {
      throw header.error("bbl", bands + " values, one a band, instead of " + marks.length);
    }
    int[] good = IntStream.range(0, bands).filter(band -> marks[band] != 0).toArray();
    if (good.length == 0) {
      throw header.error("bbl", "a band that is not marked as bad");
    }
    return good;
  }

  private static byte[] headOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(64);
    }
  }

  private static StoredAxis axis(
      EnviHeader header, double[] stored, AxisUnit unit, int bands, int[] good)
      throws SpectrumFileException {
    if (stored.length != bands) {
      throw header.error("wavelength", bands + " values, one a band, instead of " + stored.length);
    }
    try {
      return StoredAxis.monotonic(IntStream.of(good).mapToDouble(i -> stored[i]).toArray(), unit);
    } catch (IllegalArgumentException e) {
      throw header.error("wavelength", "an axis that runs one way (" + e.getMessage() + ")");
    }
  }

  private static Stated<AxisUnit> unit(Path file, EnviHeader header, OpenOptions options)
      throws SpectrumFileException {
    String word = header.word("wavelength units").orElse("unknown");
    Optional<Stated<AxisUnit>> stated;
    if (List.of("unknown", "index", "none", "n/a").contains(word)) {
      stated =
          header.list("z plot titles").stream()
              .findFirst()
              .flatMap(PlotTitles::unit)
              .map(unit -> new Stated<>(unit, "header field \"z plot titles\""));
    } else {
      stated =
          PlotTitles.unit(word)
              .map(unit -> new Stated<>(unit, "header field \"wavelength units\""));
      if (stated.isEmpty()) {
        throw header.error(
            "wavelength units", "Wavenumber, Micrometers or Nanometers (or a spelling of them)");
      }
    }
    return options
        .unit(file, stated)
        .orElseThrow(
            () ->
                SpectrumFileException.ofFile(
                    file,
                    "wavelength units = " + word,
                    "wavelength units = Wavenumber, Micrometers or Nanometers: give the unit with"
                        + " --unit cm-1, um or nm"));
  }

  private static List<String> libraryNames(EnviHeader header, int spectra)
      throws SpectrumFileException {
    List<String> names = header.list("spectra names");
    if (!names.isEmpty() && names.size() != spectra) {
      throw header.error("spectra names", spectra + " names, one a spectrum");
    }
    return names;
  }
}
