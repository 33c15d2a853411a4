package org.spectrastreams.formats.galactic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Galactic SPC, new and old: one spectrum or many, evenly stepped, on stored axis values, or each
 * on its own axis; values as float32 or in fixed point of 16 or 32 bits.
 */
public final class SpcReader implements SpectrumReader {
  static final String ID = "spc";

  private static final int INTERFEROGRAM = 1;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a Galactic SPC file";
  }

  @Override
  public String evidence() {
    return "4B or 4D at byte 1 of a header that fits the file, and a name that ends in .spc";
  }

  @Override
  public Set<ReadChoice> choices() {
    return Set.of(ReadChoice.CHANNEL);
  }

  @Override
  public Claim claim(FileHead head) {
    if (head.bytes().length < SpcHeader.OLD_BYTES || head.isText()) {
      return Claim.NONE;
    }
    ByteBuffer bytes = ByteBuffer.wrap(head.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    int version = bytes.get(1) & 0xFF;
    boolean old = version == SpcHeader.OLD;
    if (!old && (version != SpcHeader.NEW || head.bytes().length < SpcHeader.NEW_BYTES)) {
      return version == SpcHeader.BIG_ENDIAN && head.isNamed(".spc")
          ? Claim.likely("4C at byte 1 and a name that ends in .spc")
          : Claim.NONE;
    }
    double points = old ? bytes.getFloat(4) : bytes.getInt(4) & 0xFFFF_FFFFL;
    double first = old ? bytes.getFloat(8) : bytes.getDouble(8);
    double last = old ? bytes.getFloat(12) : bytes.getDouble(16);
    boolean fits =
        points >= 0 && points <= head.size() && Math.abs(first) < 1e9 && Math.abs(last) < 1e9;
    boolean named = head.isNamed(".spc");
    if (!fits) {
      return named ? Claim.possible("4B or 4D at byte 1 and its name") : Claim.NONE;
    }
    return named
        ? Claim.certain("a header of SPC and a name that ends in .spc")
        : Claim.likely("a header that may be one of SPC");
  }

  @Override
  public FileSource open(Path path, OpenOptions options) throws IOException {
    options.requireNoAxis(path);
    return BinaryFile.source(path, ByteOrder.LITTLE_ENDIAN, file -> open(file, options));
  }

  private static FileSource open(BinaryFile file, OpenOptions options) throws IOException {
    SpcHeader header = SpcHeader.read(file);
    if (header.yType() == INTERFEROGRAM) {
      throw file.error(
          header.old() ? 17 : 29,
          "an interferogram",
          "a spectrum: transform it in the program that wrote it");
    }
    Stated<AxisUnit> unit = unit(file, header, options);
    Stated<Quantity> quantity = options.quantity(file.path(), SpcUnits.quantity(header));
    SpcSpectra all = SpcSpectra.of(file, header);
    SpcSpectra chosen =
        chosen(file, header.old() && header.multiple(), all, options.choice(ReadChoice.CHANNEL));
    refuseHiddenFloats(chosen, options);
    double[] values = commonAxis(all, chosen);
    boolean shifts =
        unit.value() == AxisUnit.PER_CENTIMETRE
            && (SpcUnits.isShift(header) || quantity.value() == Quantity.RAMAN_INTENSITY);
    StoredAxis axis = axis(chosen, values, unit, shifts);
    int count = chosen.entries().size();
    Understood understood =
        Understood.of(
                ID,
                header.old() ? "old SPC" : "SPC",
                count,
                new Understood.Axis(axis.axis(), from(header), unit, false),
                quantity,
                SpectrumList.frame(count))
            .measuredBy(header.instrument())
            .passingOver(passedOver(header, all, chosen))
            .noting(third(header, chosen));
    if (header.date().isPresent()) {
      understood = understood.acquiredAt(header.date().get(), "the header");
    }
    return new SpectrumSeries(
        file.path().getFileName().toString(), understood, axis, List.of(), chosen);
  }

  private static Stated<AxisUnit> unit(BinaryFile file, SpcHeader header, OpenOptions options)
      throws SpectrumFileException {
    int at = header.old() ? 16 : 28;
    Optional<String> foreign = SpcUnits.foreign(header);
    if (foreign.isPresent() && !options.overrule()) {
      throw file.error(
          at,
          "an axis in " + foreign.get(),
          "a spectral axis (" + AxisUnit.symbols() + "); if it is one say --unit and --overrule");
    }
    return options
        .unit(file.path(), SpcUnits.unit(header))
        .orElseThrow(
            () ->
                file.error(
                    at,
                    "the code " + header.xType() + " of the axis, which names no unit",
                    "a unit: give it with --unit (" + AxisUnit.symbols() + ")"));
  }

  private static SpcSpectra chosen(
      BinaryFile file, boolean several, SpcSpectra all, Optional<String> channel)
      throws SpectrumFileException {
    int count = all.entries().size();
    if (channel.isEmpty()) {
      if (several && count == 1) {
        throw file.error(
            file.size(),
            "one spectrum in an old file of several",
            "more: the file is cut off; to read what is left say --channel 1");
      }
      return all;
    }
    if (channel.get().matches("[1-9]\\d{0,5}") && Integer.parseInt(channel.get()) <= count) {
      return all.only(Integer.parseInt(channel.get()) - 1);
    }
    throw SpectrumFileException.ofFile(
        file.path(), "--channel " + channel.get(), "the number of a spectrum, 1 to " + count);
  }

  private static void refuseHiddenFloats(SpcSpectra chosen, OpenOptions options)
      throws IOException {
    if (!options.overrule() && chosen.looksLikeFloats()) {
      throw chosen.error(
          chosen.entries().get(0).at(),
          "whole numbers of scale 0 that look like floating-point numbers",
          "a scale of 80 (hex) in the header, if they are: save the file again in GRAMS or the"
              + " program that wrote it; if they are whole numbers say --overrule");
    }
  }

  /** The axis of the chosen spectra, which must be one. */
  private static double[] commonAxis(SpcSpectra all, SpcSpectra chosen) throws IOException {
    double[] common = chosen.axis(chosen.entries().get(0));
    for (SpcSpectra.Entry entry : chosen.entries()) {
      if (entry.axisAt() >= 0 && !Arrays.equals(chosen.axis(entry), common)) {
        throw chosen.error(
            entry.axisAt(),
            "a spectrum on another axis than the first",
            "one axis: choose one of the "
                + all.entries().size()
                + " spectra with --channel and its number");
      }
    }
    return common;
  }

  private static StoredAxis axis(
      SpcSpectra spectra, double[] values, Stated<AxisUnit> unit, boolean shifts)
      throws SpectrumFileException {
    try {
      return StoredAxis.monotonic(
          values, unit.value(), shifts ? AxisKind.RAMAN_SHIFT : unit.value().kind());
    } catch (IllegalArgumentException e) {
      long axisAt = spectra.entries().get(0).axisAt();
      throw spectra.error(axisAt < 0 ? 8 : axisAt, e.getMessage(), "an axis that runs one way");
    }
  }

  private static String from(SpcHeader header) {
    return header.ownAxes() || header.uneven() ? "stored values" : "its ends in the header";
  }

  private static List<String> passedOver(SpcHeader header, SpcSpectra all, SpcSpectra chosen) {
    List<String> passedOver = new ArrayList<>();
    int others = all.entries().size() - chosen.entries().size();
    if (others > 0) {
      passedOver.add(others + " spectra that were not chosen");
    }
    if (header.log() > 0) {
      passedOver.add("the log at byte " + header.log());
    } else if (all.behind() > 0) {
      passedOver.add(all.behind() + " bytes behind the last spectrum");
    }
    return passedOver;
  }

  private static List<String> third(SpcHeader header, SpcSpectra chosen) {
    List<SpcSpectra.Entry> entries = chosen.entries();
    if (entries.size() == 1) {
      return List.of();
    }
    return List.of(
        "what the spectra differ by is passed over: from "
            + entries.get(0).third()
            + " to "
            + entries.get(entries.size() - 1).third()
            + SpcUnits.third(header)
            + (header.planes() > 1 ? ", in " + header.planes() + " planes" : ""));
  }
}
