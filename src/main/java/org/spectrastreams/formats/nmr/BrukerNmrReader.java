package org.spectrastreams.formats.nmr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.records.RecordLayout;
import org.spectrastreams.formats.records.RecordPlaces;
import org.spectrastreams.formats.records.RecordSource;
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
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Reads processed spectra of Bruker NMR: {@code 1r} with {@code procs}, and planes {@code 2rr} with
 * {@code procs} (F2) and {@code proc2s} (F1), each on a chemical-shift axis. Measured but
 * unprocessed data ({@code fid}, {@code ser}) are no spectra and refused as such.
 */
public final class BrukerNmrReader implements SpectrumReader {
  private static final String ID = "bruker-nmr";
  private static final int INTEGERS = 0;
  private static final int DOUBLES = 2;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a processed Bruker NMR spectrum (1r, or 2rr, with procs beside it)";
  }

  @Override
  public String evidence() {
    return "the names 1r or 2rr beside a parameter file procs";
  }

  @Override
  public Claim claim(FileHead head) {
    return switch (head.name()) {
      case "1r", "2rr" ->
          Claim.certainIf(
              Files.isRegularFile(head.file().resolveSibling("procs")), "procs beside it");
      case "fid", "ser" ->
          Claim.certainIf(
              Files.isRegularFile(head.file().resolveSibling("acqus")), "acqus beside it");
      default -> Claim.NONE;
    };
  }

  @Override
  public FileSource open(Path path, OpenOptions options) throws IOException {
    options.requireNoAxis(path);
    String name = path.getFileName().toString();
    if (name.equalsIgnoreCase("fid") || name.equalsIgnoreCase("ser")) {
      throw SpectrumFileException.ofFile(
          path,
          "data as measured, before their Fourier transformation",
          "a processed spectrum: process it in TopSpin and open pdata/1/1r or 2rr");
    }
    Parameters procs = parameters(path, "procs");
    AxisUnit unit =
        options
            .unit(
                path, Optional.of(new Stated<>(AxisUnit.PARTS_PER_MILLION, "as the format has it")))
            .orElseThrow()
            .value();
    Stated<Quantity> quantity =
        options.quantity(
            path, Optional.of(new Stated<>(Quantity.NMR_INTENSITY, "as the format has it")));
    return BinaryFile.source(
        path,
        procs.order(),
        file ->
            name.equalsIgnoreCase("2rr")
                ? plane(file, procs, unit, quantity)
                : spectrum(file, procs, unit, quantity));
  }

  private static Parameters parameters(Path path, String name) throws IOException {
    Path file = path.resolveSibling(name);
    if (!Files.isRegularFile(file)) {
      throw SpectrumFileException.ofFile(
          path, "no file " + name + " beside it", "the parameters of its processing");
    }
    return Parameters.read(file);
  }

  private static FileSource spectrum(
      BinaryFile file, Parameters procs, AxisUnit unit, Stated<Quantity> quantity)
      throws IOException {
    StoredAxis axis = procs.axis(unit);
    boolean doubles = procs.integer("DTYPP", INTEGERS, DOUBLES) == DOUBLES;
    RecordLayout.Value type = doubles ? RecordLayout.Value.FLOAT64 : RecordLayout.Value.INT32;
    long bytes = (long) procs.points() * type.bytes();
    requireSize(file, bytes, procs.points() + " points");
    Understood understood =
        understood(procs, "Bruker NMR spectrum", axis, unit, quantity)
            .readFrom(List.of(file.path(), procs.file()));
    return RecordSource.of(
        file,
        new RecordLayout(0, bytes, procs.points(), type, factor(procs)),
        RecordPlaces.list(1),
        axis,
        understood);
  }

  private static FileSource plane(
      BinaryFile file, Parameters procs, AxisUnit unit, Stated<Quantity> quantity)
      throws IOException {
    Parameters second = parameters(file.path(), "proc2s");
    if (procs.integer("DTYPP", INTEGERS, DOUBLES) != INTEGERS) {
      throw SpectrumFileException.ofFile(procs.file(), "##$DTYPP= 2", "0, int32 values");
    }
    long points = (long) procs.points() * second.points();
    if (points > SpectrumBlock.MAX_PLANE_POINTS) {
      throw SpectrumFileException.ofFile(
          file.path(),
          procs.points() + " × " + second.points() + " points",
          "a plane of at most "
              + SpectrumBlock.MAX_PLANE_POINTS
              + " points: process it with less SI");
    }
    StoredAxis across = procs.axis(unit);
    StoredAxis down = second.axis(unit);
    PlaneSource.Plane plane =
        new PlaneSource.Plane(across, down, procs.side(), second.side(), factor(procs));
    requireSize(file, plane.bytes(), procs.points() + " × " + second.points() + " points");
    Understood understood =
        understood(procs, "Bruker NMR plane", across, unit, quantity)
            .noting(
                "second axis "
                    + second.nucleus()
                    + ": "
                    + down.axis().size()
                    + " points, "
                    + down.axis().min()
                    + "–"
                    + down.axis().max()
                    + " ppm")
            .readFrom(List.of(file.path(), procs.file(), second.file()));
    return new PlaneSource(file, plane, understood);
  }

  private static Understood understood(
      Parameters procs, String what, StoredAxis axis, AxisUnit unit, Stated<Quantity> quantity) {
    return Understood.of(
            ID,
            what + (procs.nucleus().isEmpty() ? "" : " of " + procs.nucleus()),
            1,
            new Understood.Axis(
                axis.axis(), "procs", new Stated<>(unit, "as the format has it"), false),
            quantity,
            ImageGeometry.of(1, 1))
        .measuredBy("Bruker NMR");
  }

  /** Integers are stored divided by a power of two. */
  private static double factor(Parameters procs) throws SpectrumFileException {
    return Math.scalb(1.0, procs.integer("NC_proc", -64, 64));
  }

  private static void requireSize(BinaryFile file, long bytes, String what)
      throws SpectrumFileException {
    if (file.size() != bytes) {
      throw file.error(
          Math.min(file.size(), bytes),
          file.size() + " bytes in the file",
          bytes + " for " + what + ", as procs says");
    }
  }
}
