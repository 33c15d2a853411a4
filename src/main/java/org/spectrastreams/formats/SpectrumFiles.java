package org.spectrastreams.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PartedFile;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;

/**
 * Opens instrument files of any known format; the content decides which. The readers are the
 * services of {@link SpectrumReader} on the class path.
 */
public final class SpectrumFiles {
  private static final List<SpectrumReader> READERS =
      ServiceLoader.load(SpectrumReader.class).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(SpectrumReader::id))
          .toList();

  private SpectrumFiles() {}

  /** All readers, by their ids. */
  public static List<SpectrumReader> readers() {
    return READERS;
  }

  /**
   * Opens a file that says everything about itself.
   *
   * @throws SpectrumFileException as {@link #open(Path, OpenOptions)}
   */
  public static FileSource open(Path file) throws IOException {
    return open(file, OpenOptions.NONE);
  }

  /**
   * Opens a file.
   *
   * @throws SpectrumFileException if there is no such file, no reader knows its format, two are
   *     equally sure of it, it is malformed, or its values cannot be what they are called; the
   *     message names the file, the place in it and what was expected
   */
  public static FileSource open(Path file, OpenOptions options) throws IOException {
    FileHead head = headOf(file);
    SpectrumReader reader = readerOf(head, options);
    for (ReadChoice choice : options.choices().keySet()) {
      if (!reader.choices().contains(choice)) {
        throw SpectrumFileException.ofFile(
            file,
            choice.option() + " given for " + reader.format(),
            "no such choice: leave " + choice.option() + " away");
      }
    }
    FileSource source = reader.open(file, options);
    if (!PlausibleValues.judges(source.quantity()) || options.overrule()) {
      return source;
    }
    try {
      PlausibleValues.require(file, reader.open(file, options));
      return source;
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private static SpectrumFileException noteIn(FileHead head) {
    return SpectrumFileException.noMeasurement(head.file(), "text without spectra", known());
  }

  /**
   * The parts of the measurement that a file is of, where they come one after another, as the tiles
   * of a mosaic do; empty for a file that is a measurement by itself.
   *
   * @throws SpectrumFileException as {@link #open(Path, OpenOptions)}, or if they cannot be told
   */
  public static Optional<PartedFile> parts(Path file, OpenOptions options) throws IOException {
    return readerOf(headOf(file), options).parts(file);
  }

  /**
   * Whether a file can be read while it is being written; see {@link
   * SpectrumReader#readsBeginnings}.
   *
   * @throws SpectrumFileException as {@link #open(Path, OpenOptions)}
   */
  public static boolean readsBeginnings(Path file, OpenOptions options) throws IOException {
    return readerOf(headOf(file), options).readsBeginnings();
  }

  /**
   * The readers that claim a file, with their claims, the surest first.
   *
   * @throws SpectrumFileException if there is no such file, or it is empty
   */
  public static Map<SpectrumReader, Claim> claims(Path file) throws IOException {
    return claims(headOf(file));
  }

  private static FileHead headOf(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw SpectrumFileException.ofFile(file, "a folder", "a file");
    }
    if (!Files.isRegularFile(file)) {
      throw SpectrumFileException.ofFile(file, "no such file", "a file that exists");
    }
    if (!Files.isReadable(file)) {
      throw SpectrumFileException.ofFile(
          file, "no permission to read it", "a file that may be read");
    }
    FileHead head = FileHead.of(file);
    if (head.bytes().length == 0) {
      throw SpectrumFileException.atByte(file, 0, "an empty file", known());
    }
    return head;
  }

  private static Map<SpectrumReader, Claim> claims(FileHead head) throws IOException {
    Map<SpectrumReader, Claim> claims = new LinkedHashMap<>();
    for (SpectrumReader reader : READERS) {
      Claim claim = reader.claim(head);
      if (claim.isMade()) {
        claims.put(reader, claim);
      }
    }
    List<Map.Entry<SpectrumReader, Claim>> sorted = new ArrayList<>(claims.entrySet());
    sorted.sort(
        Comparator.comparing(entry -> entry.getValue().certainty(), Comparator.reverseOrder()));
    Map<SpectrumReader, Claim> surestFirst = new LinkedHashMap<>();
    sorted.forEach(entry -> surestFirst.put(entry.getKey(), entry.getValue()));
    return surestFirst;
  }

  private static SpectrumReader readerOf(FileHead head, OpenOptions options) throws IOException {
    if (options.format().isPresent()) {
      String asked = options.format().get();
      return READERS.stream()
          .filter(reader -> reader.id().equals(asked))
          .findFirst()
          .orElseThrow(
              () ->
                  SpectrumFileException.ofFile(
                      head.file(),
                      "--format " + asked,
                      READERS.stream()
                          .map(SpectrumReader::id)
                          .collect(Collectors.joining(", ", "one of ", ""))));
    }
    List<Map.Entry<SpectrumReader, Claim>> claims = List.copyOf(claims(head).entrySet());
    if (claims.isEmpty()) {
      throw unknown(head);
    }
    Claim.Certainty surest = claims.get(0).getValue().certainty();
    if (surest == Claim.Certainty.POSSIBLE) { // a table at first sight
      Optional<KnownFormat> known = KnownFormat.ofTable(head);
      if (known.isPresent()) {
        throw known.get().refusal(head);
      }
      if (KnownFormat.isNote(head)) {
        throw noteIn(head);
      }
    }
    List<Map.Entry<SpectrumReader, Claim>> equal =
        claims.stream().filter(claim -> claim.getValue().certainty() == surest).toList();
    if (equal.size() > 1) {
      throw SpectrumFileException.ofFile(
          head.file(),
          equal.stream()
              .map(claim -> claim.getKey().format() + " (" + claim.getValue().evidence() + ")")
              .collect(Collectors.joining(" as well as ")),
          "one format: say which with --format "
              + equal.stream()
                  .map(claim -> claim.getKey().id())
                  .collect(Collectors.joining(" or --format ")));
    }
    return equal.get(0).getKey();
  }

  private static SpectrumFileException unknown(FileHead head) {
    Optional<KnownFormat> known = KnownFormat.of(head);
    if (known.isPresent()) {
      return known.get().refusal(head);
    }
    return KnownFormat.isNote(head)
        ? noteIn(head)
        : head.isText()
            ? textWithoutTable(head)
            : SpectrumFileException.atByte(head.file(), 0, "content of no known format", known());
  }

  private static SpectrumFileException textWithoutTable(FileHead head) {
    String first = head.text().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    return SpectrumFileException.ofFile(
        head.file(),
        "text that begins with \"" + first.strip() + "\"",
        known()
            + "; a table begins in the first line or, under a title of its axis, within the first"
            + " 30, its fields between commas, semicolons, tabs or blanks; lines above other tables"
            + " begin with #");
  }

  private static String known() {
    return READERS.stream()
        .map(SpectrumReader::id)
        .collect(
            Collectors.joining(", ", "one of the formats ", " (\"spectra formats\" lists them)"));
  }
}
