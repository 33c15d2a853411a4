package org.spectrastreams.formats.omnic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spectrastreams.formats.omnic.Sections.Section;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.records.RecordLayout;
import org.spectrastreams.formats.records.RecordPlaces;
import org.spectrastreams.formats.records.RecordSource;
import org.spectrastreams.formats.records.StageGrid;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumList;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Thermo OMNIC maps ({@code .map}), and series ({@code .srs}) of the same layout: the spectra at
 * the stage positions that stand in the file, as an image where these lie on a grid or a line, as a
 * list otherwise. Their values stand from the end of the axis to its start, other than those of
 * single spectra. Backgrounds and pictures are passed over.
 */
public final class OmnicMapReader implements SpectrumReader {
  static final String ID = "omnic-map";

  private static final String SINGLE_BEAM = "single-beam";

  /** Holds a copy of the axis, then of each spectrum a text and the values. */
  private static final int SPECTRA_KEY = 301;

  private static final int POSITIONS_KEY = 6;
  private static final int PICTURE_KEY = 147;
  private static final int VALUES_KEY = 3;
  private static final int BEFORE_SPECTRA = 196;
  private static final int BEFORE_VALUES = 100;
  private static final int BEFORE_POSITIONS = 6;
  private static final int POSITION_BYTES = 8;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a Thermo OMNIC map or series (.map, .srs)";
  }

  @Override
  public String evidence() {
    return "the text \"" + Sections.EXTENDED_MARK + "\" at its beginning";
  }

  @Override
  public Set<ReadChoice> choices() {
    return Set.of(ReadChoice.CHANNEL);
  }

  @Override
  public Claim claim(FileHead head) {
    return Claim.certainIf(
        head.has(0, Sections.EXTENDED_MARK), "the text \"" + Sections.EXTENDED_MARK + "\"");
  }

  @Override
  public FileSource open(Path path, OpenOptions options) throws IOException {
    options.requireNoAxis(path);
    return BinaryFile.source(path, ByteOrder.LITTLE_ENDIAN, file -> open(file, options));
  }

  private static FileSource open(BinaryFile file, OpenOptions options) throws IOException {
    Sections sections = Sections.read(file);
    List<Section> found = sections.extended() ? sections.of(SPECTRA_KEY) : List.of();
    if (found.size() != 1) {
      throw file.error(
          304,
          found.size() + " sections of the spectra of a map or series",
          "one; in OMNIC: split the map or series, then open the .spa files");
    }
    Section section = found.get(0);
    file.require(section.offset(), section.bytes(), "the spectra of the map");
    SpectrumFacts facts = SpectrumFacts.read(file, section);
    long stride = BEFORE_VALUES + (long) Float.BYTES * facts.points();
    long count = (section.bytes() - BEFORE_SPECTRA) / stride;
    if (count < 1 || section.bytes() != BEFORE_SPECTRA + count * stride) {
      throw file.error(
          section.offset() + 4,
          section.bytes() + " bytes of spectra of " + facts.points() + " points",
          BEFORE_SPECTRA + " bytes and " + stride + " more a spectrum");
    }
    Stated<AxisUnit> unit = facts.unit(file, options);
    requireMeant(file, facts, options);
    Stated<Quantity> quantity = options.quantity(file.path(), Optional.of(facts.quantity()));
    StoredAxis axis = facts.axis(file, unit.value(), quantity.value(), true);
    Optional<StageGrid> grid = grid(file, sections, (int) count);
    if (grid.isEmpty() && count > SpectrumList.MOST) {
      throw file.error(
          section.offset(), count + " spectra without a grid", "at most " + SpectrumList.MOST);
    }
    RecordPlaces places =
        grid.map(StageGrid::places).orElseGet(() -> RecordPlaces.list((int) count));
    Understood understood =
        Understood.of(
                ID,
                sections.of(POSITIONS_KEY).isEmpty() ? "OMNIC series" : "OMNIC map",
                count,
                new Understood.Axis(axis.axis(), "its ends in the file", unit, false),
                quantity,
                places.geometry())
            .passingOver(passedOver(sections));
    if (grid.isPresent()) {
      understood = understood.placed(grid.get().stage());
    } else {
      understood = understood.noting("no places on an even grid are found: a list in its order");
    }
    if (sections.time().isPresent()) {
      understood = understood.acquiredAt(sections.time().get(), "the header, UTC");
    }
    RecordLayout layout =
        new RecordLayout(
            section.offset() + BEFORE_SPECTRA + BEFORE_VALUES,
            stride,
            facts.points(),
            RecordLayout.Value.FLOAT32,
            1);
    return RecordSource.of(file, layout, places, axis, understood);
  }

  /** Single beams are read where they are asked for. */
  private static void requireMeant(BinaryFile file, SpectrumFacts facts, OpenOptions options)
      throws SpectrumFileException {
    Optional<String> asked = options.choice(ReadChoice.CHANNEL);
    if (asked.isPresent() ? !asked.get().equals(SINGLE_BEAM) : facts.isSingleBeam()) {
      throw file.error(
          facts.at() + 12,
          asked.map(channel -> "--channel " + channel).orElse("a map of single beams"),
          "spectra against a background; to read single beams say --channel " + SINGLE_BEAM);
    }
  }

  /** The stage positions as a grid; empty where there are none, or they lie on no even grid. */
  private static Optional<StageGrid> grid(BinaryFile file, Sections sections, int count)
      throws IOException {
    Section positions = sections.of(POSITIONS_KEY).stream().findFirst().orElse(null);
    if (positions == null || positions.bytes() < BEFORE_POSITIONS + (long) count * POSITION_BYTES) {
      return Optional.empty();
    }
    ByteBuffer stored = file.read(positions.offset(), positions.bytes(), "the stage positions");
    double[] x = new double[count];
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = stored.getFloat(BEFORE_POSITIONS + i * POSITION_BYTES);
      y[i] = stored.getFloat(BEFORE_POSITIONS + i * POSITION_BYTES + Float.BYTES);
    }
    return StageSteps.grid(x, y);
  }

  private static List<String> passedOver(Sections sections) {
    List<String> passedOver = new ArrayList<>();
    int backgrounds = sections.of(VALUES_KEY).size();
    if (backgrounds > 0) {
      passedOver.add("backgrounds: " + backgrounds);
    }
    int pictures = sections.of(PICTURE_KEY).size();
    if (pictures > 0) {
      passedOver.add("pictures: " + pictures);
    }
    return passedOver;
  }
}
