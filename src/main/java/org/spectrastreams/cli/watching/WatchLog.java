package org.spectrastreams.cli.watching;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.spectrastreams.cli.sending.CompactedTopic;
import org.spectrastreams.cli.sending.ImageNames;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire;

/**
 * What was sent of a folder to a pipeline, as the broker's log tells it: an entry a file, or a tile
 * of a mosaic, under its path in the folder. The log is read when the watch begins and written in
 * the transactions that send. Not thread-safe.
 */
final class WatchLog {
  private static final int ID_CHARACTERS = 12;
  private static final int IMAGE_CHARACTERS = 6;

  private final String id;
  private final Map<String, Wire.WatchedFile> entries = new TreeMap<>();
  private final Map<ByteString, String> byContent = new HashMap<>();
  private final Map<String, Long> generations = new HashMap<>();

  private WatchLog(String id) {
    this.id = id;
  }

  /** An empty log. */
  static WatchLog empty(Path folder, String pipeline) {
    return new WatchLog(idOf(folder, pipeline));
  }

  /** What tells one watch from another: the folder and the pipeline. */
  static String idOf(Path folder, String pipeline) {
    byte[] both = (folder + "\n" + pipeline).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Packed.sha256(both)).substring(0, ID_CHARACTERS);
  }

  /** Reads what the topic knows of a folder and a pipeline. */
  static WatchLog read(Map<String, Object> client, String topic, Path folder, String pipeline) {
    WatchLog log = empty(folder, pipeline);
    String prefix = log.id + "/";
    CompactedTopic.forEach(
        client,
        topic,
        record -> {
          if (record.key() != null && record.key().startsWith(prefix) && record.value() != null) {
            log.remember(record.key().substring(prefix.length()), parse(topic, record.value()));
          }
        });
    return log;
  }

  private static Wire.WatchedFile parse(String topic, byte[] value) {
    try {
      return Wire.WatchedFile.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(
          "topic " + topic + " holds an entry that is none of this program", e);
    }
  }

  /** The key of an entry on the topic. */
  String key(String name) {
    return id + "/" + name;
  }

  /** The id of the image that a file or a mosaic becomes: its name, and whose watch it is. */
  String image(String name) {
    return ImageNames.of(name) + "-" + id.substring(0, IMAGE_CHARACTERS);
  }

  /** What is known of a file. */
  Optional<Wire.WatchedFile> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** The newest scan of an image that something was sent of; empty where nothing was. */
  Optional<Long> generation(String image) {
    return Optional.ofNullable(generations.get(image));
  }

  /** The files and tiles of which something was sent as part of an image. */
  List<String> partsOf(String image) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().getImage().equals(image))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Under which other name the same content was sent whole; empty where it was not. */
  Optional<String> sameContent(String name, ByteString content) {
    return Optional.ofNullable(byContent.get(content)).filter(other -> !other.equals(name));
  }

  /** Takes over an entry that stands in the log. */
  void remember(String name, Wire.WatchedFile entry) {
    Wire.WatchedFile before = entries.put(name, entry);
    if (before != null) {
      byContent.remove(before.getContent(), name);
    }
    if (entry.getWhole() && entry.getSameAs().isEmpty()) {
      byContent.putIfAbsent(entry.getContent(), name);
    }
    if (entry.getSameAs().isEmpty()) {
      generations.merge(
          entry.getImage(),
          entry.getGeneration(),
          (one, other) -> Long.compareUnsigned(one, other) >= 0 ? one : other);
    }
  }
}
