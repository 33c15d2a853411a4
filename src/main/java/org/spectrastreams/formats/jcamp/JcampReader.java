package org.spectrastreams.formats.jcamp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.spectrastreams.formats.series.SpectrumSeries;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;

/**
 * JCAMP-DX 4.24 to 6: one spectrum or several in linked blocks or pages, in any of the format's
 * ways to write numbers, evenly stepped or as pairs. The file is gone through twice: once on
 * opening, when every table that is read is decoded and checked, and once to read it; one spectrum
 * is held at a time. Peak tables, interferograms, structures and mass spectra are no spectra read
 * here.
 */
public final class JcampReader implements SpectrumReader {
  static final String ID = "jcamp-dx";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a JCAMP-DX file";
  }

  @Override
  public String evidence() {
    return "a first line ##TITLE=";
  }

  @Override
  public Set<ReadChoice> choices() {
    return Set.of(ReadChoice.CHANNEL, ReadChoice.DECIMAL);
  }

  @Override
  public Claim claim(FileHead head) {
    String start = head.text().replaceFirst("^\u00EF\u00BB\u00BF", "").stripLeading();
    while (start.startsWith("$$") && start.indexOf('\n') >= 0) {
      start = start.substring(start.indexOf('\n')).stripLeading();
    }
    return Claim.certainIf(
        start.regionMatches(true, 0, "##TITLE", 0, 7), "its first line ##TITLE=");
  }

  @Override
  public FileSource open(Path file, OpenOptions options) throws IOException {
    options.requireNoAxis(file);
    boolean comma = decimalComma(file, options);
    Survey survey = Survey.of(file, options, comma);
    return new SpectrumSeries(
        file.getFileName().toString(),
        survey.understood(),
        survey.axis(),
        survey.labels(),
        new Reading(file, survey, comma));
  }

  private static boolean decimalComma(Path file, OpenOptions options) throws IOException {
    Optional<String> chosen = options.choice(ReadChoice.DECIMAL);
    if (chosen.isPresent() && !chosen.get().matches("point|comma")) {
      throw SpectrumFileException.ofFile(
          file, "--decimal " + chosen.get(), "--decimal point or --decimal comma");
    }
    return chosen.isPresent()
        ? chosen.get().equals("comma")
        : Tables.headersUseCommas(file).orElse(false);
  }

  /** The second way through the file. */
  private static final class Reading implements SpectrumSeries.Spectra {
    private final Path file;
    private final Survey survey;
    private final boolean comma;
    private final Tables tables;

    Reading(Path file, Survey survey, boolean comma) throws IOException {
      this.file = file;
      this.survey = survey;
      this.comma = comma;
      this.tables = new Tables(file, comma);
    }

    @Override
    public void read(int index, float[] stored) throws IOException {
      int wanted = survey.tables().get(index);
      Table table = tables.next();
      while (table != null && table.number() < wanted) {
        table = tables.next();
      }
      Decoded decoded =
          table == null ? null : Decoded.of(file, table, tables.records(), comma, true);
      if (decoded == null || decoded.y().length != stored.length) {
        throw SpectrumFileException.ofFile(
            file, "another file than on opening", "one that does not change while it is read");
      }
      System.arraycopy(decoded.y(), 0, stored, 0, stored.length);
    }

    @Override
    public void close() throws IOException {
      tables.close();
    }
  }
}
