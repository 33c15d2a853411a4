package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.broker.TopicSetup;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/** Every kind of bad record through the real broker, then a good one. */
class HostileRecordsIT {
  private static final String SCORED = "";
  private static final int POINTS = TestModels.AXIS.size();

  @TempDir Path folder;

  /**
   * One record and what must become of it.
   *
   * @param outcome a reject reason, a quality flag, or {@link #SCORED}
   */
  private record Hostile(String name, byte[] key, byte[] value, String outcome) {}

  private final List<Hostile> records = new ArrayList<>();

  private void add(String name, byte[] value, String outcome) {
    records.add(new Hostile(name, name.getBytes(StandardCharsets.UTF_8), value, outcome));
  }

  private void add(String name, Consumer<Wire.SpectrumBlock.Builder> change, String outcome) {
    Wire.SpectrumBlock.Builder block = good();
    change.accept(block);
    add(name, block.build().toByteArray(), outcome);
  }

  private static Wire.SpectrumBlock.Builder good() {
    try {
      RawBlock block = TestModels.line("scored", "hostile", 30, 4, 2, 1, 3);
      return Wire.SpectrumBlock.parseFrom(BlockEncoder.encode(block)).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static ByteString doubles(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return ByteString.copyFrom(bytes);
  }

  private static ByteString floats(float value, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putFloat(value);
    }
    return ByteString.copyFrom(bytes.flip());
  }

  /** Three spectra of one value and many others. */
  private static ByteString threeOf(float first, float others) {
    ByteString spectrum = floats(first, 1).concat(floats(others, POINTS - 1));
    return spectrum.concat(spectrum).concat(spectrum);
  }

  /** The block's axis as single values, one of them changed. */
  private static ByteString axisWith(int index, double value) {
    double[] axis = TestModels.AXIS.toArray();
    axis[index] = value;
    return doubles(axis);
  }

  private static byte[] message(Encoding encoding) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      encoding.write(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private interface Encoding {
    void write(CodedOutputStream out) throws IOException;
  }

  private void collectBytes() {
    byte[] good = good().build().toByteArray();
    add("null value", (byte[]) null, "empty-record");
    add("empty", new byte[0], "empty-record");
    add("text", "hello, spectra".getBytes(StandardCharsets.UTF_8), "malformed");
    add("zeros", new byte[500], "malformed");
    add("truncated", Arrays.copyOf(good, good.length / 2), "malformed");
    add("last byte missing", Arrays.copyOf(good, good.length - 1), "malformed");
    add(
        "2 GB claimed",
        message(
            out -> {
              out.writeTag(14, 2);
              out.writeUInt32NoTag(Integer.MAX_VALUE);
            }),
        "malformed");
    add(
        "negative length",
        message(
            out -> {
              out.writeTag(2, 2);
              out.writeUInt32NoTag(-1);
            }),
        "malformed");
    add("wrong wire type", message(out -> out.writeString(12, "three")), "unknown-pipeline");
    add("number for a text", message(out -> out.writeInt32(1, 7)), "malformed");
    add(
        "nested groups",
        message(
            out -> {
              for (int i = 0; i < 10_000; i++) {
                out.writeTag(99, 3);
              }
            }),
        "malformed");
    add(
        "no UTF-8",
        message(out -> out.writeByteArray(15, new byte[] {(byte) 0xc3, 0x28})),
        "malformed");
    add("too large, compressed", new byte[3 << 19], "record-too-large");
  }

  private void collectBlocks() {
    add("no spectra", b -> b.clearX().clearY().clearIntensities(), "no-spectra");
    add("no intensities", b -> b.clearIntensities(), "no-spectra");
    add(
        "too many spectra",
        b -> {
          for (int i = 0; i < 5_000; i++) {
            b.addX(1).addY(1);
          }
        },
        "too-many-spectra");
    add("a column too many", b -> b.addX(3), "lengths-disagree");
    add("half a float", b -> b.setIntensities(b.getIntensities().substring(2)), "lengths-disagree");
    add(
        "one spectrum too few",
        b -> b.setIntensities(b.getIntensities().substring(4 * POINTS)),
        "lengths-disagree");
    add("points huge", b -> b.setPoints(Integer.MAX_VALUE), "bad-point-count");
    add("points negative", b -> b.setPoints(-1), "bad-point-count");
    add("points zero", b -> b.setPoints(0), "bad-point-count");
    add("no pipeline", b -> b.clearPipeline(), "unknown-pipeline");
    add("unknown pipeline", b -> b.setPipeline("no-such"), "unknown-pipeline");
    add("long pipeline", b -> b.setPipeline("p".repeat(5_000)), "text-too-long");
    add("long source", b -> b.setSource("s".repeat(100_000)), "text-too-long");
    add("long id", b -> b.setImageId("i".repeat(201)), "text-too-long");
    add("path as id", b -> b.setImageId("../x"), "bad-image-id");
    add("dots as id", b -> b.setImageId(".."), "bad-image-id");
    add("null character in id", b -> b.setImageId("a\0b"), "bad-image-id");
    add("no id", b -> b.clearImageId(), "bad-image-id");
    add("0 × 0", b -> b.setWidth(0).setHeight(0), "bad-image-size");
    add("0 high", b -> b.setHeight(0), "bad-image-size");
    add("image huge", b -> b.setWidth(-1).setHeight(-1), "bad-image-size");
    add("pixel size NaN", b -> b.setPixelSizeUm(Double.NaN), "bad-image-size");
    add("x outside", b -> b.setX(2, 30), "pixel-outside-image");
    add("y far outside", b -> b.setY(0, -1), "pixel-outside-image");
    add("no axis", b -> b.clearAxis(), "axis-missing");
    add("no unit", b -> b.clearAxisUnit(), "axis-unit-missing");
    add("unknown unit", b -> b.setAxisUnitValue(9), "axis-unit-missing");
    add("NaN in axis", b -> b.setAxisValues(axisWith(7, Double.NaN)), "axis-invalid");
    add("axis not sorted", b -> b.setAxisValues(axisWith(7, 1001)), "axis-invalid");
    add("axis negative", b -> b.setAxisValues(axisWith(0, -5)), "axis-invalid");
    add("axis twice", b -> b.setAxisValues(axisWith(1, 1000)), "axis-invalid");
    add("axis short", b -> b.setAxisValues(doubles(1, 2, 3)), "lengths-disagree");
    add("step 0", b -> b.getUniformAxisBuilder().setStep(0), "axis-invalid");
    add(
        "step infinite",
        b -> b.getUniformAxisBuilder().setStep(Double.POSITIVE_INFINITY),
        "axis-invalid");
    add("axis elsewhere", b -> b.getUniformAxisBuilder().setFirst(2500), "axis-too-narrow");
    add("axis in nm by mistake", b -> b.setAxisUnit(Wire.AxisUnit.NANOMETRE), "axis-too-narrow");
    add(
        "axis coarse",
        b -> b.setPoints(3).setAxisValues(doubles(900, 1500, 1900)).setIntensities(floats(1, 9)),
        "axis-too-coarse");
    add("wrong quantity", b -> b.setQuantity(Wire.Quantity.RAMAN_INTENSITY), "wrong-quantity");
    add("unknown quantity", b -> b.setQuantityValue(77), "unknown-quantity");
    add("NaN spectra", b -> b.setIntensities(floats(Float.NaN, 3 * POINTS)), "NON_FINITE");
    add(
        "infinite spectra",
        b -> b.setIntensities(floats(Float.NEGATIVE_INFINITY, 3 * POINTS)),
        "NON_FINITE");
    add("zero spectra", b -> b.setIntensities(floats(0, 3 * POINTS)), "ALL_ZERO");
    add("flat spectra", b -> b.setIntensities(floats(0.4f, 3 * POINTS)), "FLAT");
    add(
        "no light",
        b -> b.setQuantity(Wire.Quantity.TRANSMITTANCE).setIntensities(threeOf(-0.1f, 0.5f)),
        "SATURATED");
    add(
        "largest floats",
        b -> b.setIntensities(threeOf(Float.MAX_VALUE, -Float.MAX_VALUE)),
        "NON_FINITE");
    add(
        "field of a later version",
        b ->
            b.setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(5).build())
                    .build()),
        SCORED);
    add(
        "axis downwards",
        b -> b.getUniformAxisBuilder().setFirst(TestModels.AXIS.max()).setStep(-4),
        SCORED);
    byte[] good = good().build().toByteArray();
    records.add(new Hostile("no key", null, good, SCORED));
    records.add(
        new Hostile("wrong key", "other/99".getBytes(StandardCharsets.UTF_8), good, SCORED));
    records.add(new Hostile("same key", "same".getBytes(StandardCharsets.UTF_8), good, SCORED));
    records.add(
        new Hostile("same key again", "same".getBytes(StandardCharsets.UTF_8), good, SCORED));
  }

  @Test
  void shouldAccountForEveryRecordAndScoreTheGoodOneAfterThem() throws Exception {
    collectBytes();
    collectBlocks();
    assertThat(records.size()).isGreaterThan(60);
    ServiceConfig config = TestModels.writeExplained(folder);
    Map<String, Hostile> sent = new LinkedHashMap<>();
    Map<String, String> outcomes = new HashMap<>();
    try (StreamService service = StreamService.start(config, new SimpleMeterRegistry());
        TestClients clients = new TestClients(service.clientProperties())) {
      try (KafkaProducer<byte[], byte[]> producer = compressing(service.clientProperties())) {
        for (Hostile record : records) {
          sent.put(place(send(producer, config, record.key(), record.value())), record);
        }
        assertThatThrownBy(() -> send(producer, config, null, new byte[5 << 20]))
            .as("small as it comes, large for whoever reads it")
            .hasCauseInstanceOf(InvalidRecordException.class);
        Hostile last = new Hostile("good", new byte[] {1}, good().build().toByteArray(), SCORED);
        sent.put(place(send(producer, config, last.key(), last.value())), last);
      }
      clients.read(
          config.topics().deadLetter(),
          letter -> {
            assertThat(DeadLetters.text(letter.headers(), DeadLetters.TOPIC))
                .contains(config.topics().raw());
            String place =
                DeadLetters.text(letter.headers(), DeadLetters.PARTITION).orElseThrow()
                    + "/"
                    + DeadLetters.text(letter.headers(), DeadLetters.OFFSET).orElseThrow();
            String before =
                outcomes.put(
                    place, DeadLetters.text(letter.headers(), DeadLetters.REASON).orElseThrow());
            assertThat(before).as("dead letters of %s", place).isNull();
            checkOriginal(sent.get(place), letter);
          },
          () ->
              outcomes.size()
                  == sent.values().stream().filter(HostileRecordsIT::isRejected).count());
      clients.read(
          config.topics().results(),
          result -> {
            ResultView view = parse(result.value());
            Wire.ResultBlock block = view.block();
            String place =
                block.getProvenance().getSourcePartition()
                    + "/"
                    + block.getProvenance().getSourceOffset();
            String before = outcomes.put(place, flags(view));
            assertThat(before).as("outcomes of %s", place).isNull();
          },
          () -> outcomes.size() == sent.size());
      assertThat(service.health().isUp()).as("%s", service.health()).isTrue();
    }
    sent.forEach(
        (place, record) ->
            assertThat(outcomes.get(place)).as(record.name()).isEqualTo(record.outcome()));
  }

  private static boolean isRejected(Hostile record) {
    return Arrays.stream(RejectReason.values())
        .anyMatch(reason -> reason.id().equals(record.outcome()));
  }

  private static void checkOriginal(Hostile original, ConsumerRecord<byte[], byte[]> letter) {
    assertThat(letter.key()).as(original.name()).isEqualTo(original.key());
    if (original.value() != null && original.value().length > TopicSetup.DEAD_LETTER_BYTES) {
      assertThat(DeadLetters.text(letter.headers(), DeadLetters.ORIGINAL_LENGTH))
          .contains(String.valueOf(original.value().length));
    } else {
      assertThat(letter.value()).as(original.name()).isEqualTo(original.value());
    }
  }

  /** The flags of the block's spectra, which must be the same for all. */
  private static String flags(ResultView row) {
    String first = String.join("+", row.qualityFlags(0));
    for (int i = 0; i < row.count(); i++) {
      assertThat(String.join("+", row.qualityFlags(i))).isEqualTo(first);
      assertThat(row.predictedClass(i) != Sentinels.NO_CLASS).isEqualTo(first.isEmpty());
    }
    return first;
  }

  private static ResultView parse(byte[] value) {
    try {
      return ResultView.parse(value);
    } catch (RejectedRecordException e) {
      throw new AssertionError(e);
    }
  }

  /** As hostile as a client can be: a record far above 1 MB that is small on the wire. */
  private static KafkaProducer<byte[], byte[]> compressing(Map<String, Object> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 << 20);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static RecordMetadata send(
      KafkaProducer<byte[], byte[]> producer, ServiceConfig config, byte[] key, byte[] value)
      throws Exception {
    return producer
        .send(new ProducerRecord<>(config.topics().raw(), key, value))
        .get(30, TimeUnit.SECONDS);
  }

  private static String place(RecordMetadata metadata) {
    return metadata.partition() + "/" + metadata.offset();
  }
}
