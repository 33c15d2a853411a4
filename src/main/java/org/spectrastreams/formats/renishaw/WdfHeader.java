package org.spectrastreams.formats.renishaw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * The first block of a file, 512 bytes.
 *
 * @param points values a spectrum
 * @param capacity for how many spectra there is room
 * @param collected how many were measured
 * @param origins how many lists of the spectra's origins there are
 * @param software the program that wrote the file, with its version
 * @param measurement the kind of measurement: 1 single, 2 series, 3 map; 0 where not stated
 * @param unit the code of the intensities' unit
 * @param laserWavenumber the laser's wavenumber, cm⁻¹; 0 where not stated
 * @param started when the measurement began, UTC
 * @param title the title of the measurement
 */
record WdfHeader(
    int points,
    int capacity,
    int collected,
    int origins,
    String software,
    int measurement,
    int unit,
    float laserWavenumber,
    Optional<LocalDateTime> started,
    String title) {
  /** The measurement is a map or a line. */
  static final int MAP = 3;

  static final int BYTES = 512;
  private static final int EACH_ITS_OWN_AXIS = 1;

  /** The most lists of origins; WiRE knows some 30 kinds. */
  private static final int MOST_ORIGINS = 64;

  /** Seconds from 1601, where the file's time begins, to 1970. */
  private static final long EPOCH_SECONDS = 11_644_473_600L;

  static WdfHeader read(BinaryFile file) throws IOException {
    ByteBuffer header = file.read(0, BYTES, "the header");
    if (header.getLong(8) != BYTES) {
      throw file.error(8, "a header of " + header.getLong(8) + " bytes", BYTES + " bytes");
    }
    if ((header.getLong(16) & EACH_ITS_OWN_AXIS) != 0) {
      throw file.error(
          16,
          "spectra that have an axis each",
          "one axis of all: in WiRE, save the spectra as text, one a file");
    }
    int points = header.getInt(60);
    if (points < 1 || points > SpectralAxis.MAX_POINTS) {
      throw file.error(60, points + " points", "1 to " + SpectralAxis.MAX_POINTS);
    }
    if (header.getInt(88) != points) {
      throw file.error(
          88, header.getInt(88) + " axis values", points + ", one a point of the spectra");
    }
    long capacity = header.getLong(64);
    long most = Math.min(Integer.MAX_VALUE, file.size() / ((long) points * Float.BYTES));
    if (capacity < 1 || capacity > most) {
      throw file.error(
          64,
          "room for " + capacity + " spectra of " + points + " points",
          "as many as a file of " + file.size() + " bytes holds");
    }
    long collected = header.getLong(72);
    if (collected < 0 || collected > capacity) {
      throw file.error(72, collected + " spectra measured", "0 to " + capacity);
    }
    if (collected == 0) {
      throw file.error(72, "no spectrum measured yet", "a measurement that has begun");
    }
    int origins = header.getInt(92);
    if (origins < 0 || origins > MOST_ORIGINS) {
      throw file.error(92, origins + " lists of origins", "0 to " + MOST_ORIGINS);
    }
    return new WdfHeader(
        points,
        (int) capacity,
        (int) collected,
        origins,
        software(header),
        header.getInt(132),
        header.getInt(152),
        header.getFloat(156),
        time(header.getLong(136)),
        BinaryFile.text(header, 240, 160));
  }

  private static String software(ByteBuffer header) {
    String name = BinaryFile.text(header, 96, 24);
    return name.isEmpty()
        ? ""
        : name
            + " "
            + header.getShort(120)
            + "."
            + header.getShort(122)
            + "."
            + header.getShort(124)
            + "."
            + (header.getShort(126) & 0xFFFF);
  }

  /** A count of 100 ns since 1601, as a year of which there are instruments; or else none. */
  private static Optional<LocalDateTime> time(long ticks) {
    long seconds = ticks / 10_000_000 - EPOCH_SECONDS;
    return seconds > 0 && seconds < 4_102_444_800L
        ? Optional.of(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC))
        : Optional.empty();
  }
}
