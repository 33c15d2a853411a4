package org.spectrastreams.server.maps;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.wire.proto.Wire.ImageStatus;

/**
 * What of the newest images was rejected, and why, as the dead letters tell it: of each image the
 * scan of the latest letter, each block counted once. Bounded in images, reasons and blocks: beyond
 * {@value #MAX_BLOCKS_IN_ALL} blocks, a block of an image that was touched long ago counts again
 * where it comes again. Thread-safe.
 */
public final class Rejections {
  /** The most images that are known. */
  public static final int MAX_IMAGES = 1000;

  private static final int MAX_REASONS = 20;
  private static final int MAX_BLOCKS = 10_000;

  /** The most blocks that are told apart, at about 60 bytes each. */
  static final int MAX_BLOCKS_IN_ALL = 500_000;

  private static final Pattern FRAME = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");

  /**
   * Spectra of an image that were rejected for one reason.
   *
   * @param message of the first of them
   */
  public record Rejected(String reason, String message, long spectra) {}

  private static final class Scan {
    final long generation;
    final String pipeline;
    final int width;
    final int height;
    final Map<String, Rejected> byReason = new LinkedHashMap<>();
    final Set<Long> blocks = new HashSet<>();
    boolean tellsBlocksApart = true;
    long firstMillis;
    long lastMillis;

    Scan(long generation, String pipeline, int width, int height, long millis) {
      this.generation = generation;
      this.pipeline = pipeline;
      this.width = width;
      this.height = height;
      this.firstMillis = millis;
      this.lastMillis = millis;
    }
  }

  private final Map<String, Scan> images = new LinkedHashMap<>(16, 0.75f, true);
  private final int maxBlocksInAll;
  private int blocksInAll;

  Rejections() {
    this(MAX_BLOCKS_IN_ALL);
  }

  /** As they are, but for how many blocks are told apart. */
  Rejections(int maxBlocksInAll) {
    this.maxBlocksInAll = maxBlocksInAll;
  }

  /**
   * Takes a dead letter.
   *
   * @param millis its timestamp
   * @return the image that it is of; empty where it is of none
   */
  public Optional<String> accept(Headers headers, long millis) {
    Optional<String> image = DeadLetters.text(headers, DeadLetters.IMAGE);
    String frame = DeadLetters.text(headers, DeadLetters.FRAME).orElse("");
    Matcher size = FRAME.matcher(frame);
    if (image.isEmpty() || !size.matches()) {
      return Optional.empty();
    }
    int width = Integer.parseInt(size.group(1));
    int height = Integer.parseInt(size.group(2));
    if (width < 1 || height < 1 || Math.max(width, height) > ImageGeometry.MAX_SIDE) {
      return Optional.empty();
    }
    try {
      long generation = number(headers, DeadLetters.GENERATION);
      synchronized (this) {
        Scan scan = images.get(image.get());
        if (scan == null || (scan.generation != generation && millis >= scan.lastMillis)) {
          String pipeline = DeadLetters.text(headers, DeadLetters.PIPELINE).orElse("");
          scan = new Scan(generation, pipeline, width, height, millis);
          Scan before = images.put(image.get(), scan);
          blocksInAll -= before == null ? 0 : before.blocks.size();
          dropOldest();
        }
        if (scan.generation == generation) {
          int known = scan.blocks.size();
          count(scan, headers, millis);
          blocksInAll += scan.blocks.size() - known;
          forgetBlocks();
        }
      }
      return image;
    } catch (NumberFormatException notFromHere) {
      return Optional.empty();
    }
  }

  private static void count(Scan scan, Headers headers, long millis) {
    long spectra = number(headers, DeadLetters.SPECTRA);
    boolean isNew =
        scan.generation == 0
            || !scan.tellsBlocksApart
            || scan.blocks.size() >= MAX_BLOCKS
            || scan.blocks.add(number(headers, DeadLetters.SEQUENCE));
    scan.firstMillis = Math.min(scan.firstMillis, millis);
    scan.lastMillis = Math.max(scan.lastMillis, millis);
    String reason = DeadLetters.text(headers, DeadLetters.REASON).orElse("unknown");
    if (!isNew || (scan.byReason.size() >= MAX_REASONS && !scan.byReason.containsKey(reason))) {
      return;
    }
    scan.byReason.merge(
        reason,
        new Rejected(reason, DeadLetters.text(headers, DeadLetters.MESSAGE).orElse(""), spectra),
        (one, more) -> new Rejected(reason, one.message(), one.spectra() + more.spectra()));
  }

  private static long number(Headers headers, String name) {
    return Long.parseUnsignedLong(DeadLetters.text(headers, name).orElse("0"));
  }

  private void dropOldest() {
    Iterator<Scan> oldest = images.values().iterator();
    while (images.size() > MAX_IMAGES) {
      blocksInAll -= oldest.next().blocks.size();
      oldest.remove();
    }
  }

  private void forgetBlocks() {
    Iterator<Scan> oldest = images.values().iterator();
    while (blocksInAll > maxBlocksInAll && oldest.hasNext()) {
      Scan scan = oldest.next();
      if (!scan.blocks.isEmpty()) {
        blocksInAll -= scan.blocks.size();
        scan.tellsBlocksApart = false;
        scan.blocks.clear();
      }
    }
  }

  /**
   * What was rejected of the scan that an image shows, or of one that came later; empty where
   * nothing was.
   */
  public synchronized List<Rejected> of(ImageStatus image) {
    Scan scan = images.get(image.getImageId());
    boolean counts =
        scan != null
            && (scan.generation == image.getGeneration()
                || scan.lastMillis > image.getFirstRecordMs());
    return counts ? List.copyOf(scan.byReason.values()) : List.of();
  }

  /** Statuses of images of which nothing is known but that it was rejected: without a layer. */
  public synchronized List<ImageStatus> statuses() {
    List<ImageStatus> all = new ArrayList<>();
    images.forEach((id, scan) -> all.add(status(id, scan)));
    return all;
  }

  /** The status of one such image. */
  public synchronized Optional<ImageStatus> status(String id) {
    return Optional.ofNullable(images.get(id)).map(scan -> status(id, scan));
  }

  private static ImageStatus status(String id, Scan scan) {
    return ImageStatus.newBuilder()
        .setImageId(id)
        .setGeneration(scan.generation)
        .setPipeline(scan.pipeline)
        .setWidth(scan.width)
        .setHeight(scan.height)
        .setFirstResultMs(scan.firstMillis)
        .setFirstRecordMs(scan.firstMillis)
        .setLastResultMs(scan.lastMillis)
        .build();
  }
}
