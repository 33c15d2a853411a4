package org.spectrastreams.formats.excel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/** The spectra of a sheet that was written out as a table; the table goes with the source. */
final class SheetSource implements FileSource {
  private final Path workbook;
  private final String sheet;
  private final Path table;
  private final FileSource source;
  private final Understood understood;

  /**
   * Takes over an open table.
   *
   * @param table the file it is read from, deleted on closing
   */
  SheetSource(Path workbook, String sheet, Path table, FileSource source, Understood understood) {
    this.workbook = workbook;
    this.sheet = sheet;
    this.table = table;
    this.source = source;
    this.understood = understood;
  }

  @Override
  public Understood understood() {
    return understood;
  }

  @Override
  public String name() {
    return workbook.getFileName().toString();
  }

  @Override
  public SpectralAxis axis() {
    return source.axis();
  }

  @Override
  public boolean simulated() {
    return source.simulated();
  }

  @Override
  public SpectrumBlock next(int maxSpectra) throws IOException {
    try {
      return source.next(maxSpectra);
    } catch (SpectrumFileException e) {
      throw e.within(workbook, "sheet \"" + sheet + "\"");
    }
  }

  @Override
  public Optional<SpectralAxis> secondAxis() {
    return source.secondAxis();
  }

  @Override
  public void close() throws IOException {
    try {
      source.close();
    } finally {
      Files.deleteIfExists(table);
    }
  }
}
