package org.spectrastreams.server.maps;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.wire.MeasurementMessage;
import org.spectrastreams.wire.proto.Wire.ImageStatus;
import org.spectrastreams.wire.proto.Wire.MapTile;

/**
 * What the viewer shows: the newest status and tiles of the newest images, as the topics of images
 * and maps tell them. Fed by a {@link TopicFollower}; read by requests.
 *
 * <p>Bounded twice. Beyond {@code maxBytes} of tiles the image that was touched longest ago loses
 * its tiles (its status stays, and its layers answer "gone"); beyond {@value #MAX_IMAGES} images it
 * is forgotten whole. Thread-safe.
 */
public final class MapView {
  /** The most images that are listed. */
  public static final int MAX_IMAGES = 1000;

  private static final Pattern TILE_KEY =
      Pattern.compile("([^/]+)/([^/]+)/([0-9]{1,9})/([0-9]{1,9})");

  private static final Logger log = LoggerFactory.getLogger(MapView.class);

  /** Hears what changed; called on the follower's thread and must not block. */
  public interface Listener {
    void imageChanged(String imageId);

    void tileChanged(String imageId, String layer, PixelWindow changed);
  }

  private final long maxBytes;
  private final Listener listener;
  private final Map<String, ImageMaps> images = new LinkedHashMap<>(16, 0.75f, true);
  private final Rejections rejections = new Rejections();
  private long bytes;
  private boolean warned;

  public MapView(long maxBytes, Listener listener) {
    this.maxBytes = maxBytes;
    this.listener = listener;
  }

  /** Takes a record of the images topic; a null value forgets the image. */
  public void acceptStatus(String key, byte[] value) {
    if (value == null) {
      forget(key);
      return;
    }
    try {
      ImageStatus status = ImageStatus.parseFrom(value);
      MeasurementMessage.of(status.getMeasurement()); // everyone who asks for the image is told it
      accept(status);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      skip("image status", key, e);
    }
  }

  /** Takes a record of the maps topic; a null value forgets the tile. */
  public void acceptTile(String key, byte[] value) {
    if (value == null) {
      forgetTile(key);
      return;
    }
    try {
      accept(MapTile.parseFrom(value));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      skip("map tile", key, e);
    }
  }

  /** Takes a record of the dead-letter topic. */
  public void acceptDeadLetter(Headers headers, long timestamp) {
    rejections.accept(headers, timestamp).ifPresent(listener::imageChanged);
  }

  /** What was rejected of an image, and why. */
  public Rejections rejections() {
    return rejections;
  }

  public void accept(ImageStatus status) {
    String id = status.getImageId();
    Map<String, PixelWindow> gone = Map.of();
    synchronized (this) {
      ImageMaps image = images.get(id);
      if (image == null) {
        images.put(id, new ImageMaps(status));
        dropOldestImages();
      } else {
        gone = beginAnewIfLater(image, status.getFirstResultMs());
        image.status(status);
      }
    }
    listener.imageChanged(id);
    gone.forEach((layer, window) -> listener.tileChanged(id, layer, window));
  }

  /**
   * Takes a tile. Which of two images under one id it is of is told by when that began, so that the
   * order in which tiles and statuses come means nothing.
   */
  public void accept(MapTile tile) {
    String id = tile.getImageId();
    Map<String, PixelWindow> gone = Map.of();
    synchronized (this) {
      ImageMaps image = images.get(id);
      if (image == null) {
        // The status of an image follows its first tiles; keep them for it.
        image = new ImageMaps(ImageStatus.newBuilder().setImageId(id).build());
        images.put(id, image);
        dropOldestImages();
      }
      long begun = tile.getImageBegunMs();
      if (begun != 0 && begun < image.begun()) {
        return;
      }
      gone = beginAnewIfLater(image, begun);
      bytes += image.put(tile);
      makeRoom();
    }
    gone.forEach((layer, window) -> listener.tileChanged(id, layer, window));
    listener.tileChanged(
        id,
        tile.getLayer(),
        new PixelWindow(tile.getX0(), tile.getY0(), tile.getWidth(), tile.getHeight()));
  }

  /**
   * One image; reading it keeps it from being given up soon. One that was only ever rejected has no
   * layers.
   */
  public synchronized Optional<ImageMaps> image(String id) {
    return Optional.ofNullable(images.get(id))
        .filter(image -> hasStatus(image.status()))
        .or(() -> rejections.status(id).map(ImageMaps::new));
  }

  /** The status of one image, without touching its place in the queue of those to give up. */
  public synchronized List<ImageStatus> statuses(Collection<String> ids) {
    List<ImageStatus> found = new ArrayList<>();
    for (Map.Entry<String, ImageMaps> entry : images.entrySet()) {
      if (ids.contains(entry.getKey()) && hasStatus(entry.getValue().status())) {
        found.add(entry.getValue().status());
      }
    }
    Set<String> shown = ids(found);
    for (String id : ids) {
      if (!shown.contains(id)) {
        rejections.status(id).ifPresent(found::add);
      }
    }
    return found;
  }

  /** All images, the one with the newest first result first. */
  public synchronized List<ImageStatus> statuses() {
    List<ImageStatus> found =
        images.values().stream().map(ImageMaps::status).filter(MapView::hasStatus).toList();
    Set<String> shown = ids(found);
    return Stream.concat(
            found.stream(),
            rejections.statuses().stream().filter(image -> !shown.contains(image.getImageId())))
        .sorted(
            Comparator.comparingLong(ImageStatus::getFirstResultMs)
                .reversed()
                .thenComparing(ImageStatus::getImageId))
        .toList();
  }

  private static Set<String> ids(List<ImageStatus> images) {
    return images.stream().map(ImageStatus::getImageId).collect(Collectors.toSet());
  }

  /** Memory held by tiles, in bytes. */
  public synchronized long bytes() {
    return bytes;
  }

  private static boolean hasStatus(ImageStatus status) {
    return status.getWidth() > 0;
  }

  /** Makes room for an image that began later, and says what of each layer is gone. */
  private Map<String, PixelWindow> beginAnewIfLater(ImageMaps image, long begun) {
    if (begun <= image.begun()) {
      return Map.of();
    }
    Map<String, PixelWindow> covered = image.begun() == 0 ? Map.of() : image.covered();
    bytes -= image.beginAnew(begun);
    return covered;
  }

  private void forget(String id) {
    synchronized (this) {
      ImageMaps gone = images.remove(id);
      if (gone == null) {
        return;
      }
      bytes -= gone.bytes();
    }
    listener.imageChanged(id);
  }

  /** Forgets the tile of a key {@code image/layer/x/y}. */
  private void forgetTile(String key) {
    Matcher named = TILE_KEY.matcher(key == null ? "" : key);
    if (!named.matches()) {
      return;
    }
    String id = named.group(1);
    String layer = named.group(2);
    Optional<PixelWindow> gone;
    synchronized (this) {
      ImageMaps image = images.get(id);
      if (image == null) {
        return;
      }
      long before = image.bytes();
      gone =
          image.remove(layer, Integer.parseInt(named.group(3)), Integer.parseInt(named.group(4)));
      bytes += image.bytes() - before;
    }
    gone.ifPresent(window -> listener.tileChanged(id, layer, window));
  }

  private void dropOldestImages() {
    Iterator<ImageMaps> oldest = images.values().iterator();
    while (images.size() > MAX_IMAGES) {
      bytes -= oldest.next().bytes();
      oldest.remove();
    }
  }

  private void makeRoom() {
    Iterator<ImageMaps> oldest = images.values().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      ImageMaps image = oldest.next();
      if (image.bytes() > 0) {
        bytes -= image.evict();
        log.info(
            "The map of image {} left the viewer's memory: the maps of all images may take {} MB",
            image.status().getImageId(),
            maxBytes >> 20);
      }
    }
  }

  private void skip(String what, String key, Exception cause) {
    if (warned) {
      log.debug("Skipped a {} with key {}: {}", what, key, cause.getMessage());
    } else {
      warned = true;
      log.warn(
          "Skipped a {} with key {}: {}; further ones are logged at debug level",
          what,
          key,
          cause.getMessage());
    }
  }
}
