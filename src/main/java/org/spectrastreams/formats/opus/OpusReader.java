package org.spectrastreams.formats.opus;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.records.RecordLayout;
import org.spectrastreams.formats.records.RecordPlaces;
import org.spectrastreams.formats.records.RecordSource;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Bruker OPUS: the absorbance or other result of a file, or the block that {@code --channel} names;
 * a single spectrum, or a series as a list. Where the spectra of a map lie is not known to be in
 * the file in a documented form and is not read.
 */
public final class OpusReader implements SpectrumReader {
  static final String ID = "opus";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a Bruker OPUS file";
  }

  @Override
  public String evidence() {
    return "the bytes 0A 0A FE FE at its beginning";
  }

  @Override
  public Set<ReadChoice> choices() {
    return Set.of(ReadChoice.CHANNEL);
  }

  @Override
  public Claim claim(FileHead head) {
    return Claim.certainIf(head.has(0, 0x0A, 0x0A, 0xFE, 0xFE), "the bytes 0A 0A FE FE");
  }

  @Override
  public FileSource open(Path path, OpenOptions options) throws IOException {
    options.requireNoAxis(path);
    return BinaryFile.source(path, ByteOrder.LITTLE_ENDIAN, file -> open(file, options));
  }

  private static FileSource open(BinaryFile file, OpenOptions options) throws IOException {
    Directory directory = Directory.read(file);
    Choice choice = Choice.of(directory, options.choice(ReadChoice.CHANNEL));
    Block block = choice.block();
    Channel channel = Channel.of(block);
    Parameters parameters = directory.describing(block);
    RecordLayout.Value type = valueType(parameters);
    double count = parameters.number("NPT");
    if (count < 1 || count > SpectralAxis.MAX_POINTS) {
      throw parameters.error("NPT", "1 to " + SpectralAxis.MAX_POINTS + " points");
    }
    int points = (int) count;
    double factor = parameters.number("CSF", 1);
    if (factor == 0) {
      throw parameters.error("CSF", "a factor");
    }
    Optional<Series> series =
        block.form() == 2 ? Optional.of(Series.read(file, block)) : Optional.empty();
    long room = series.map(Series::bytes).orElse(block.bytes());
    if (room < (long) points * type.bytes()) {
      throw parameters.error("NPT", "at most " + room / type.bytes() + " points, as it has room");
    }
    Stated<Quantity> quantity =
        options.quantity(
            file.path(),
            Optional.of(
                new Stated<>(
                    channel.quantity().orElse(Quantity.UNSPECIFIED),
                    "data block " + channel.name() + ", " + channel.what())));
    Stated<AxisUnit> unit = unit(parameters, channel, options);
    StoredAxis axis = axis(parameters, points, unit.value(), quantity.value());
    RecordPlaces places = RecordPlaces.list(series.map(Series::count).orElse(1));
    RecordLayout layout =
        new RecordLayout(
            series.map(Series::offset).orElse(block.offset()),
            series.map(Series::stride).orElse(block.bytes()),
            points,
            type,
            factor);
    Understood understood =
        Understood.of(
                ID,
                series.isPresent() ? "OPUS series" : "OPUS spectrum",
                places.count(),
                new Understood.Axis(axis.axis(), "FXV, LXV and NPT", unit, false),
                quantity,
                places.geometry())
            .passingOver(choice.others())
            .noting(notes(series));
    return RecordSource.of(
        file, layout, places, axis, Measurement.add(understood, directory, parameters));
  }

  private static List<String> notes(Optional<Series> series) {
    if (series.isEmpty()) {
      return List.of();
    }
    String places = "the places of a map are not read: export it from OPUS as ENVI to have them";
    return series.get().count() < series.get().planned()
        ? List.of(
            places, series.get().count() + " of " + series.get().planned() + " spectra are stored")
        : List.of(places);
  }

  private static RecordLayout.Value valueType(Parameters parameters) throws SpectrumFileException {
    double format = parameters.number("DPF", 1);
    if (format == 1) {
      return RecordLayout.Value.FLOAT32;
    }
    if (format == 2) {
      return RecordLayout.Value.INT32;
    }
    throw parameters.error("DPF", "1 for float32 or 2 for int32");
  }

  private static Stated<AxisUnit> unit(Parameters parameters, Channel channel, OpenOptions options)
      throws SpectrumFileException {
    Optional<String> written = parameters.text("DXU");
    Optional<AxisUnit> known =
        switch (written.orElse("").toUpperCase(Locale.ROOT)) {
          case "WN" -> Optional.of(AxisUnit.PER_CENTIMETRE);
          case "MI" -> Optional.of(AxisUnit.MICROMETRE);
          case "NM" -> Optional.of(AxisUnit.NANOMETRE);
          default -> Optional.empty();
        };
    if (known.isEmpty() && written.isPresent() && !options.overrule()) {
      throw parameters.error(
          "DXU",
          "WN, MI or NM: "
              + channel.name()
              + ", "
              + channel.what()
              + ", has no spectral axis; choose another block with --channel");
    }
    return options
        .unit(
            parameters.path(),
            known.map(unit -> new Stated<>(unit, "parameter DXU " + written.get())))
        .orElseThrow(() -> parameters.error("DXU", "a unit: give it with --unit"));
  }

  private static StoredAxis axis(
      Parameters parameters, int points, AxisUnit unit, Quantity quantity)
      throws SpectrumFileException {
    double first = parameters.number("FXV");
    double last = parameters.number("LXV");
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      values[i] = points == 1 ? first : first + (last - first) * i / (points - 1);
    }
    boolean shifts = quantity == Quantity.RAMAN_INTENSITY && unit == AxisUnit.PER_CENTIMETRE;
    try {
      return StoredAxis.monotonic(values, unit, shifts ? AxisKind.RAMAN_SHIFT : unit.kind());
    } catch (IllegalArgumentException e) {
      throw parameters.error("FXV", "the start of an axis (" + e.getMessage() + ")");
    }
  }
}
