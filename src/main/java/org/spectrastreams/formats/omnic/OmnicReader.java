package org.spectrastreams.formats.omnic;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.spectrastreams.formats.omnic.Sections.Section;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.series.SpectrumSeries;
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
 * Thermo OMNIC spectra and groups of spectra ({@code .spa}, {@code .spg}); a group is read as a
 * list. Single beams are read only where {@code --channel} names one of them.
 */
public final class OmnicReader implements SpectrumReader {
  static final String ID = "omnic";

  private static final int VALUES_KEY = 3;
  private static final int INTERFEROGRAM_KEY = 102;
  private static final int BACKGROUND_KEY = 103;

  /** A spectrum of the file: what is said of it, and where its values stand. */
  private record Member(int number, SpectrumFacts facts, Section values) {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a Thermo OMNIC spectrum or group (.spa, .spg)";
  }

  @Override
  public String evidence() {
    return "the text \"" + Sections.MARK + "\" at its beginning";
  }

  @Override
  public Set<ReadChoice> choices() {
    return Set.of(ReadChoice.CHANNEL);
  }

  @Override
  public Claim claim(FileHead head) {
    return Claim.certainIf(head.has(0, Sections.MARK), "the text \"" + Sections.MARK + "\"");
  }

  @Override
  public FileSource open(Path path, OpenOptions options) throws IOException {
    options.requireNoAxis(path);
    return BinaryFile.source(path, ByteOrder.LITTLE_ENDIAN, file -> open(file, options));
  }

  private static FileSource open(BinaryFile file, OpenOptions options) throws IOException {
    Sections sections = Sections.read(file);
    List<Member> all = members(file, sections);
    List<Member> chosen = chosen(file, all, options.choice(ReadChoice.CHANNEL));
    SpectrumFacts facts = chosen.get(0).facts();
    Stated<AxisUnit> unit = facts.unit(file, options);
    if (facts.isSingleBeam() && options.choice(ReadChoice.CHANNEL).isEmpty()) {
      throw file.error(
          facts.at() + 12,
          "a single beam (code " + facts.yCode() + "), which is no spectrum of a sample",
          "a spectrum against a background; to read it nevertheless say --channel "
              + (chosen.get(0).number() + 1));
    }
    Stated<Quantity> quantity = options.quantity(file.path(), Optional.of(facts.quantity()));
    StoredAxis axis = facts.axis(file, unit.value(), quantity.value(), false);
    int count = chosen.size();
    Understood understood =
        Understood.of(
                ID,
                all.size() == 1 ? "OMNIC spectrum" : "OMNIC group",
                count,
                new Understood.Axis(axis.axis(), "its ends in the file", unit, false),
                quantity,
                SpectrumList.frame(count))
            .passingOver(passedOver(sections, all.size() - count));
    if (sections.time().isPresent()) {
      understood = understood.acquiredAt(sections.time().get(), "the header, UTC");
    }
    Optional<StagePosition> position = StagePosition.in(sections.title());
    if (count == 1 && position.isPresent()) {
      understood = understood.placed(position.get().places());
    }
    return new SpectrumSeries(
        file.path().getFileName().toString(),
        understood,
        axis,
        List.of(),
        new FloatSpectra(file, chosen.stream().map(member -> member.values().offset()).toList()));
  }

  private static List<Member> members(BinaryFile file, Sections sections) throws IOException {
    List<Member> members = new ArrayList<>();
    for (Section axis : sections.of(SpectrumFacts.KEY)) {
      SpectrumFacts facts = SpectrumFacts.read(file, axis);
      Section values =
          sections
              .of(VALUES_KEY, axis.spectrum())
              .orElseThrow(
                  () ->
                      file.error(
                          axis.offset(),
                          "no values of spectrum " + (axis.spectrum() + 1),
                          "a section of key " + VALUES_KEY));
      if (values.bytes() != (long) Float.BYTES * facts.points()) {
        throw file.error(
            facts.at() + 4,
            facts.points() + " points beside " + values.bytes() + " bytes of values",
            values.bytes() / Float.BYTES + " points");
      }
      file.require(values.offset(), values.bytes(), "the values of a spectrum");
      members.add(new Member(axis.spectrum(), facts, values));
    }
    if (members.isEmpty()) {
      throw file.error(304, "no section of a spectrum", "one of key " + SpectrumFacts.KEY);
    }
    if (members.size() > SpectrumList.MOST) {
      throw file.error(294, members.size() + " spectra", "at most " + SpectrumList.MOST);
    }
    return members;
  }

  private static List<Member> chosen(BinaryFile file, List<Member> all, Optional<String> channel)
      throws SpectrumFileException {
    if (channel.isPresent()) {
      return List.of(
          IntStream.range(0, all.size())
              .filter(i -> channel.get().equals(Integer.toString(i + 1)))
              .mapToObj(all::get)
              .findFirst()
              .orElseThrow(
                  () ->
                      SpectrumFileException.ofFile(
                          file.path(),
                          "--channel " + channel.get(),
                          "the number of a spectrum, 1 to " + all.size())));
    }
    SpectrumFacts first = all.get(0).facts();
    for (Member member : all) {
      if (!member.facts().agreesWith(first)) {
        throw file.error(
            member.facts().at(),
            "a spectrum on another axis or of another quantity than the first",
            "one of both: choose one of the " + all.size() + " spectra with --channel");
      }
    }
    return all;
  }

  private static List<String> passedOver(Sections sections, int others) {
    List<String> passedOver = new ArrayList<>();
    if (others > 0) {
      passedOver.add(others + " spectra that were not chosen");
    }
    int interferograms = sections.of(INTERFEROGRAM_KEY).size() + sections.of(BACKGROUND_KEY).size();
    if (interferograms > 0) {
      passedOver.add("interferograms: " + interferograms);
    }
    return passedOver;
  }
}
