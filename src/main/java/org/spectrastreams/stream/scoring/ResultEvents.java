package org.spectrastreams.stream.scoring;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.spectrastreams.wire.proto.Wire;

/**
 * What makes a result a CloudEvent: the attributes of CloudEvents 1.0 as headers of its record, in
 * the binary mode of the Kafka protocol binding 1.0.2. The value stays as it is.
 *
 * <p>The id is made of the place of the block and of its scan, so that the same block has the same
 * id whenever it is scored, and source and id name a result that nothing else has. Immutable; for
 * any thread.
 */
public final class ResultEvents {
  /** What happened, {@code ce_type}. */
  public static final String TYPE = "org.spectrastreams.result.v1";

  private static final RecordHeader SPECIFICATION = header("ce_specversion", "1.0");
  private static final RecordHeader RESULT = header("ce_type", TYPE);
  private static final RecordHeader CONTENT = header("content-type", "application/x-protobuf");

  private final boolean wanted;
  private volatile Source source = new Source("");

  /** The topic that blocks come from, nearly always the same, and its header. */
  private record Source(String topic, RecordHeader header) {
    Source(String topic) {
      this(topic, ResultEvents.header("ce_source", "/topics/" + topic));
    }
  }

  /**
   * @param wanted whether results carry these headers; otherwise none
   */
  public ResultEvents(boolean wanted) {
    this.wanted = wanted;
  }

  /**
   * The headers of a result's record.
   *
   * @param timestamp of the record, in ms; {@code ce_time}
   */
  public Headers of(Wire.ResultBlock result, long timestamp) {
    RecordHeaders headers = new RecordHeaders();
    if (wanted) {
      Wire.Provenance made = result.getProvenance();
      Source from = source;
      if (!from.topic.equals(made.getSourceTopic())) {
        from = new Source(made.getSourceTopic());
        source = from;
      }
      headers.add(SPECIFICATION);
      headers.add(RESULT);
      headers.add(from.header);
      headers.add(header("ce_id", id(result)));
      headers.add(header("ce_time", Instant.ofEpochMilli(timestamp).toString()));
      headers.add(CONTENT);
    }
    return headers;
  }

  private static String id(Wire.ResultBlock result) {
    Wire.Provenance made = result.getProvenance();
    return made.getSourcePartition()
        + "-"
        + made.getSourceOffset()
        + "-"
        + Long.toUnsignedString(result.getGeneration());
  }

  private static RecordHeader header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
