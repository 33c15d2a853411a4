package org.spectrastreams.formats.toy;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * One format more, to show what one more costs: this folder and a line in {@code META-INF}. A file
 * holds {@code TOY1}, a byte of points, and for each the wavenumber and the absorbance as float64.
 */
public final class ToyReader implements SpectrumReader {
  private static final String MARK = "TOY1";
  private static final int LONGEST = MARK.length() + 1 + 255 * 16;

  @Override
  public String id() {
    return "toy";
  }

  @Override
  public String format() {
    return "a toy spectrum";
  }

  @Override
  public String evidence() {
    return "the text TOY1 at its beginning";
  }

  @Override
  public Claim claim(FileHead head) {
    return Claim.certainIf(head.has(0, MARK), evidence());
  }

  @Override
  public FileSource open(Path file, OpenOptions options) throws IOException {
    options.requireNoAxis(file);
    if (Files.size(file) > LONGEST) {
      throw SpectrumFileException.atByte(file, LONGEST, "more bytes", "at most " + LONGEST);
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    try {
      bytes.position(MARK.length());
      int points = bytes.get() & 0xFF;
      double[] stored = new double[points];
      float[] values = new float[points];
      for (int i = 0; i < points; i++) {
        stored[i] = bytes.getDouble();
        values[i] = (float) bytes.getDouble();
      }
      StoredAxis axis = StoredAxis.monotonic(stored, AxisUnit.PER_CENTIMETRE);
      float[] intensities = new float[points];
      axis.reorder(values, 0, intensities, 0);
      return new ToySource(
          file.getFileName().toString(), understood(file, axis, options), intensities);
    } catch (BufferUnderflowException e) {
      throw SpectrumFileException.atByte(
          file, bytes.position(), "the end of the file", "points of 16 bytes");
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.atByte(
          file, Math.min(MARK.length() + 1, bytes.limit()), e.getMessage(), "an axis");
    }
  }

  private Understood understood(Path file, StoredAxis axis, OpenOptions options)
      throws SpectrumFileException {
    Stated<AxisUnit> unit =
        options
            .unit(file, Optional.of(new Stated<>(AxisUnit.PER_CENTIMETRE, "as the format has it")))
            .orElseThrow();
    return Understood.of(
        id(),
        "toy spectrum",
        1,
        new Understood.Axis(axis.axis(), "the points", unit, false),
        options.quantity(
            file, Optional.of(new Stated<>(Quantity.ABSORBANCE, "as the format has it"))),
        ImageGeometry.of(1, 1));
  }

  private static final class ToySource implements FileSource {
    private final String name;
    private final Understood understood;
    private float[] intensities;

    ToySource(String name, Understood understood, float[] intensities) {
      this.name = name;
      this.understood = understood;
      this.intensities = intensities;
    }

    @Override
    public Understood understood() {
      return understood;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public ImageGeometry geometry() {
      return understood.geometry();
    }

    @Override
    public SpectralAxis axis() {
      return understood.axis().values();
    }

    @Override
    public Quantity quantity() {
      return understood.quantity().value();
    }

    @Override
    public boolean simulated() {
      return true;
    }

    @Override
    public SpectrumBlock next(int maxSpectra) {
      if (intensities == null) {
        return null;
      }
      SpectrumBlock block =
          new SpectrumBlock(axis(), quantity(), new int[1], new int[1], intensities);
      intensities = null;
      return block;
    }

    @Override
    public void close() {
      // Nothing is open: the file was read whole.
    }
  }
}
