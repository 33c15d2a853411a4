package org.spectrastreams.cli.watching;

import com.google.protobuf.ByteString;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.spectrastreams.cli.options.FileOptions;
import org.spectrastreams.cli.sending.SendingException;
import org.spectrastreams.cli.watching.FolderScan.Stamp;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PartedFile;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire;

/**
 * Decides at each look at a folder what of it is sent: files that have stopped changing and were
 * not sent, tiles of mosaics as they appear, lines that were added to a list. Time is told. Not
 * thread-safe.
 */
final class Watcher {
  /** So many files that are gone are remembered, for a share that is away comes back. */
  static final int MOST_GONE = 1000;

  private final Path folder;
  private final OpenOptions options;
  private final WatchLog log;
  private final Delivery delivery;
  private final WatchTold told;
  private final ToLongFunction<String> newScan;
  private final Stillness stillness;
  private final Map<Path, Stamp> decided = new HashMap<>();
  private Optional<Set<Path>> only = Optional.empty();

  /**
   * A watcher.
   *
   * @param folder absolute
   * @param settleMillis how long a file must have looked the same to be still
   * @param newScan gives a scan of an image a number, higher than all that it had
   */
  Watcher(
      Path folder,
      OpenOptions options,
      WatchLog log,
      Delivery delivery,
      WatchTold told,
      ToLongFunction<String> newScan,
      long settleMillis) {
    this.folder = folder;
    this.options = options;
    this.log = log;
    this.delivery = delivery;
    this.told = told;
    this.newScan = newScan;
    this.stillness = new Stillness(settleMillis);
  }

  /** Leaves out what was not there at the last look. */
  void takeNothingNewer() {
    only = Optional.of(stillness.files());
  }

  /** The folders of these are worth a notice. */
  Set<Path> files() {
    return stillness.files();
  }

  /** Whether nothing is left to be decided of what is there. */
  boolean isDone() {
    return stillness.files().stream().allMatch(file -> isLeftOut(file) || isDecided(file));
  }

  /**
   * Looks at the folder and sends what can be sent.
   *
   * @param now in ms from any fixed moment
   * @return whether anything was decided
   * @throws IOException if the folder cannot be read or the broker does not answer
   */
  boolean look(long now) throws IOException, InterruptedException {
    stillness.look(FolderScan.of(folder), now).forEach(file -> told.gone(name(file)));
    Set<Path> files = stillness.files();
    if (decided.size() - files.size() > MOST_GONE) {
      decided.keySet().retainAll(files);
      told.keepOnly(files.stream().map(this::name).collect(Collectors.toSet()));
    }
    boolean any = false;
    for (Path file : files) {
      if (!isLeftOut(file) && !isDecided(file)) {
        any |= lookAt(file, now);
      }
    }
    return any;
  }

  private boolean isLeftOut(Path file) {
    return only.isPresent() && !only.get().contains(file);
  }

  private boolean isDecided(Path file) {
    return stillness.stamp(file).filter(stamp -> stamp.equals(decided.get(file))).isPresent();
  }

  private void decide(Path file) {
    stillness.stamp(file).ifPresent(stamp -> decided.put(file, stamp));
  }

  private boolean lookAt(Path file, long now) throws IOException, InterruptedException {
    if (!isReady(file, now)) {
      return takeBeginning(file, now);
    }
    try {
      Optional<PartedFile> parted = SpectrumFiles.parts(file, options);
      return parted.isPresent() ? takeTiles(file, parted.get(), now) : takeWhole(file, now);
    } catch (IOException e) {
      return unreadable(file, e, now);
    }
  }

  /** What cannot be read is told once, unless it only has to be waited for. */
  private boolean unreadable(Path file, IOException e, long now) throws IOException {
    if (e instanceof SendingException) {
      throw e;
    }
    if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
      return false; // renamed or removed meanwhile; the next look knows
    }
    Optional<Path> beside = stillness.besideNotStill(file, now);
    if (beside.isPresent()) {
      told.waiting(name(file), name(beside.get()) + " beside it is still being written");
      return false;
    }
    if (e instanceof SpectrumFileException known && known.isNoMeasurement()) {
      told.passedOver(name(file), known.found());
    } else {
      told.refused(name(file), e.getMessage());
    }
    decide(file);
    return true;
  }

  /** Whether a file has stopped changing; if it was seen to, that is told. */
  private boolean isReady(Path file, long now) {
    if (stillness.isHeldBack(file, now)) {
      return false; // that was told when it was found
    }
    if (!stillness.isStill(file, now)) {
      if (stillness.hasChanged(file)) {
        tellWaiting(file);
      }
      return false;
    }
    if (FileLocks.isHeld(file)) {
      told.waiting(name(file), "another program has it locked");
      return false;
    }
    return true;
  }

  private void tellWaiting(Path file) {
    stillness
        .stamp(file)
        .ifPresent(
            stamp ->
                told.waiting(
                    name(file), "it is still being written (" + stamp.bytes() + " bytes so far)"));
  }

  /** Tells of everything that is not decided: that is what the watch leaves behind. */
  void tellWaiting() {
    stillness.files().stream()
        .filter(file -> !isLeftOut(file) && !isDecided(file))
        .forEach(this::tellWaiting);
  }

  private String name(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private boolean takeWhole(Path file, long now) throws IOException, InterruptedException {
    List<Path> files;
    try (FileSource source = SpectrumFiles.open(file, options)) {
      files = source.understood().files().isEmpty() ? List.of(file) : source.understood().files();
    }
    for (Path one : files) {
      if (!isReady(one, now)) {
        return false;
      }
    }
    ByteString digest = ContentDigest.of(files);
    String name = name(files.get(0));
    Portion portion =
        new Portion(
            name, file, options, files, log.image(name), digest, digest, false, Portion.ALL);
    return take(portion, now);
  }

  /** Sends what of a file that grows was there long enough. */
  private boolean takeBeginning(Path file, long now) throws IOException, InterruptedException {
    long bytes = stillness.settledBytes(file, now);
    if (bytes == 0 || FileLocks.isHeld(file)) {
      return false;
    }
    try (Beginning beginning = Beginning.of(file, bytes, options)) {
      long known = log.find(name(file)).map(Wire.WatchedFile::getBytes).orElse(0L);
      if (beginning.bytes() == 0 || beginning.bytes() == known || !isDescribed(beginning, now)) {
        return false;
      }
      ByteString digest = ContentDigest.ofFirst(file, beginning.bytes());
      take(
          new Portion(
              name(file),
              beginning.open(),
              beginning.options(),
              List.of(file),
              log.image(name(file)),
              digest,
              digest,
              false,
              beginning.bytes()),
          now);
      return false; // it is not decided before it has stopped growing
    } catch (SendingException e) {
      throw e;
    } catch (IOException notYet) {
      return false; // it will be said of the whole file, if it is still so
    }
  }

  /** Whether the other files that it is read from have stopped changing. */
  private boolean isDescribed(Beginning beginning, long now) throws IOException {
    try (FileSource source = SpectrumFiles.open(beginning.open(), beginning.options())) {
      return source.understood().files().stream()
          .filter(file -> !file.equals(beginning.open()))
          .allMatch(file -> stillness.isStill(file, now));
    }
  }

  private boolean takeTiles(Path file, PartedFile parted, long now)
      throws IOException, InterruptedException {
    Path description = parted.description();
    if (!isReady(description, now)) {
      return false;
    }
    String image = log.image(name(description));
    ByteString described = ContentDigest.of(List.of(description));
    boolean any = false;
    for (Map.Entry<String, Path> part : parted.parts().entrySet()) {
      Path tile = part.getValue();
      if (isLeftOut(tile) || isDecided(tile) || !isReady(tile, now)) {
        continue;
      }
      try {
        any |= take(tile(tile, part.getKey(), image, described), now);
        // Before its first tile a description alone cannot be read, and was said to be so.
        told.forget(name(description));
      } catch (IOException e) {
        any |= unreadable(tile, e, now);
      }
    }
    if (!parted.parts().containsValue(file)) {
      told.forget(name(file));
      decide(file);
      any = true;
    }
    return any;
  }

  private Portion tile(Path tile, String place, String image, ByteString described)
      throws IOException {
    ByteString digest = ContentDigest.of(List.of(tile));
    ByteString content =
        ByteString.copyFrom(
            Packed.sha256(
                described.concat(digest).concat(ByteString.copyFromUtf8(place)).toByteArray()));
    return new Portion(
        name(tile),
        tile,
        options.ofThisPart(),
        List.of(tile),
        image,
        digest,
        content,
        true,
        Portion.ALL);
  }

  /** Sends what is left of a portion, and decides its files. */
  private boolean take(Portion portion, long now) throws IOException, InterruptedException {
    Optional<Wire.WatchedFile> known = log.find(portion.name());
    boolean sameBytes = known.isPresent() && known.get().getDigest().equals(portion.digest());
    if (sameBytes && !known.get().getSameAs().isEmpty()) {
      return settled(portion);
    }
    Optional<String> other = log.sameContent(portion.name(), portion.content());
    if (other.isPresent() && !sameBytes && !portion.isBeginning()) {
      delivery.noteSame(portion, other.get());
      told.skipped(portion.name(), other.get());
      return settled(portion);
    }
    try (FileSource source = SpectrumFiles.open(portion.open(), portion.options())) {
      boolean isList = source.geometry().height() == 1 && source.understood().places().isEmpty();
      if (portion.isBeginning() && !isList && portion.options().firstBytes().isEmpty()) {
        return false; // a table says where its spectra lie only when it is whole
      }
      long generation = generation(portion, known, sameBytes, source, isList);
      boolean goesOn =
          known.isPresent()
              && known.get().getGeneration() == generation
              && (sameBytes || !portion.isTile());
      long sent = goesOn ? known.get().getSpectra() : 0;
      if (goesOn && sameBytes && known.get().getWhole()) {
        return settled(portion);
      }
      if (mayBeReserved(portion, source, now)) {
        return false;
      }
      if (!goesOn) {
        told.reading(FileOptions.understood(source) + " → image " + portion.image());
      }
      return sent(portion, source, generation, sent, portion.isTile() || isList);
    }
  }

  /** Whether room may have been reserved in a file, and not yet been written to. */
  private boolean mayBeReserved(Portion portion, FileSource source, long now) throws IOException {
    boolean may = !stillness.areLongStill(portion.files(), now) && source.endsInZeros();
    if (may) {
      stillness.holdBack(portion.files());
      told.endsInZeros(portion.name());
    }
    return may;
  }

  private boolean sent(
      Portion portion, SpectrumSource source, long generation, long sent, boolean frameGrows)
      throws IOException, InterruptedException {
    return switch (delivery.send(portion, source, generation, sent, frameGrows)) {
      case WHOLE -> settled(portion);
      case CHANGED, STOPPED -> false;
    };
  }

  private boolean settled(Portion portion) {
    if (portion.isBeginning()) {
      return false;
    }
    for (Path file : portion.files()) {
      told.forget(name(file));
      decide(file);
    }
    if (!portion.files().contains(portion.open())) {
      told.forget(name(portion.open()));
      decide(portion.open());
    }
    return true;
  }

  /** Which scan of its image a portion is of. */
  private long generation(
      Portion portion,
      Optional<Wire.WatchedFile> known,
      boolean sameBytes,
      FileSource source,
      boolean isList)
      throws IOException {
    Optional<Long> current = log.generation(portion.image());
    if (current.isEmpty()) {
      return newScan.applyAsLong(portion.image());
    }
    if (portion.isTile()) {
      // The instrument began anew under the same name: what was sent before is there no more.
      boolean begunAnew =
          log.partsOf(portion.image()).stream()
              .filter(part -> isOfScan(part, current.get()))
              .anyMatch(part -> !Files.exists(folder.resolve(part)));
      return begunAnew ? newScan.applyAsLong(portion.image()) : current.get();
    }
    boolean goesOn =
        known.isPresent() && (sameBytes || Continuation.is(portion, known.get(), source, isList));
    return goesOn ? current.get() : newScan.applyAsLong(portion.image());
  }

  private boolean isOfScan(String part, long generation) {
    return log.find(part).filter(entry -> entry.getGeneration() == generation).isPresent();
  }
}
