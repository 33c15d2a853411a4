package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.stream.broker.ClientSettings;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.broker.EmbeddedBroker;
import org.spectrastreams.stream.broker.GuardedProcessor;
import org.spectrastreams.stream.broker.RecordSource;
import org.spectrastreams.stream.broker.SetAside;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.broker.TopicSetup;
import org.spectrastreams.stream.config.DataFolder;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.RejectedRecordException;

/** Records that end a thread, or cannot even be read, do so twice at most; the next is reached. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SetAsideIT {
  private static final String OUT = "out";
  private static final String LETTERS = "letters";

  // Where a batch on disk has its checksum, what it covers, and its records.
  private static final int CHECKSUM = 17;
  private static final int COVERED = 21;
  private static final int RECORDS = 61;

  @TempDir Path folder;

  /** Passes on what it can. */
  private static final class EndedByBad
      extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      String text = new String(record.value(), StandardCharsets.UTF_8);
      if (text.equals("bad")) {
        throw new OutOfMemoryError("as a record makes one that asks for too much");
      }
      context().forward(record, OUT);
    }
  }

  @Test
  void shouldGoOnBehindRecordsThatEndAThreadOrCannotBeRead() throws Exception {
    ServiceConfig config = TestModels.write(folder).with("topics.partitions", "1");
    List<RejectedRecordException> rejected = new ArrayList<>();
    try (EmbeddedBroker broker = EmbeddedBroker.start(config.dataDir(), 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        DataFolder data = DataFolder.take(config.dataDir());
        TestClients clients =
            new TestClients(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicSetup.ensure(admin, config);
      String raw = config.topics().raw();
      send(broker, raw, "one", "bad", "damaged", "two", "x".repeat(2_000), "three");
      Path log = config.dataDir().resolve("broker/" + raw + "-0/00000000000000000000.log");
      damage(log, 2);
      claimTwoGigabytes(log, 4);

      SetAside setAside = new SetAside(config.dataDir());
      RunningTopology running = running(config, broker, data, setAside, rejected::add);
      running.start();
      try {
        List<String> passed = new ArrayList<>();
        clients.read(
            config.topics().results(),
            found -> passed.add(new String(found.value(), StandardCharsets.UTF_8)),
            () -> passed.contains("three"));
        assertThat(passed).containsExactly("one", "two", "three");
      } finally {
        assertThat(running.close()).isTrue();
      }
      List<String> letters = new ArrayList<>();
      clients.readToEnd(config.topics().deadLetter(), found -> letters.add(told(found)));
      assertThat(letters)
          .containsExactly(
              "set-aside of offset 1", "set-aside of offset 2", "set-aside of offset 4");
      assertThat(rejected.stream().map(Throwable::getMessage))
          .satisfiesExactly(
              first -> assertThat(first).contains("ended a thread 2 times", "asks for too much"),
              second -> assertThat(second).contains("offset 2 cannot be read"),
              third -> assertThat(third).contains("offset 4 cannot be read", "OutOfMemoryError"));
      assertThat(new SetAside(config.dataDir()).known())
          .as("over restarts")
          .isEqualTo(Map.of(raw + " partition 0 offset 1", SetAside.MOST));
    }
  }

  /** A log that is shorter than what was read of it used to be read again from its beginning. */
  @Test
  void shouldTakeNoRecordTwiceWhereTheLogLostSome() throws Exception {
    ServiceConfig config = TestModels.write(folder).with("topics.partitions", "1");
    String raw = config.topics().raw();
    try (DataFolder data = DataFolder.take(config.dataDir())) {
      try (EmbeddedBroker broker = EmbeddedBroker.start(config.dataDir(), 0);
          Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        TopicSetup.ensure(admin, config);
        send(broker, raw, "one", "two", "three");
        assertThat(passed(config, broker, data, "three")).containsExactly("one", "two", "three");
      }
      Path log = config.dataDir().resolve("broker/" + raw + "-0/00000000000000000000.log");
      try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
        file.truncate(file.size() - 10);
      }
      Files.delete(config.dataDir().resolve("broker/.kafka_cleanshutdown")); // so it is looked at
      try (EmbeddedBroker broker = EmbeddedBroker.start(config.dataDir(), 0)) {
        send(broker, raw, "four");
        assertThat(passed(config, broker, data, "four"))
            .containsExactly("one", "two", "three", "four");
      }
    }
  }

  private List<String> passed(
      ServiceConfig config, EmbeddedBroker broker, DataFolder data, String last) {
    RunningTopology running =
        running(config, broker, data, new SetAside(config.dataDir()), any -> {});
    running.start();
    List<String> passed = new ArrayList<>();
    try (TestClients clients =
        new TestClients(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      clients.read(
          config.topics().results(),
          found -> passed.add(new String(found.value(), StandardCharsets.UTF_8)),
          () -> passed.contains(last));
    } finally {
      assertThat(running.close()).isTrue();
    }
    return passed;
  }

  private static RunningTopology running(
      ServiceConfig config,
      EmbeddedBroker broker,
      DataFolder data,
      SetAside setAside,
      Consumer<RejectedRecordException> rejected) {
    ByteArraySerializer out = new ByteArraySerializer();
    Topology topology =
        RecordSource.addTo(new Topology(), "in", config.topics().raw())
            .addProcessor(
                "guarded",
                () ->
                    new GuardedProcessor(
                        new EndedByBad(),
                        new GuardedProcessor.Guard(
                            setAside, failed -> false, rejected, LETTERS, "test")),
                "in")
            .addSink(OUT, config.topics().results(), out, out, "guarded")
            .addSink(LETTERS, config.topics().deadLetter(), out, out, "guarded");
    return new RunningTopology(
        "guarded",
        1,
        topology,
        ClientSettings.streams(config.with("stream.threads", "1"), broker.bootstrapServers(), data),
        setAside,
        () -> false);
  }

  private static String told(ConsumerRecord<byte[], byte[]> letter) {
    return DeadLetters.text(letter.headers(), DeadLetters.REASON).orElseThrow()
        + " of offset "
        + DeadLetters.text(letter.headers(), DeadLetters.OFFSET).orElseThrow();
  }

  /** Every value is a batch of its own. */
  private static void send(EmbeddedBroker broker, String topic, String... values) throws Exception {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            broker.bootstrapServers(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "gzip");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String value : values) {
        producer
            .send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8)))
            .get(30, TimeUnit.SECONDS);
      }
    }
  }

  /** As a disk does it. */
  private static void damage(Path log, int number) throws IOException {
    change(
        log, number, batch -> batch.put(batch.limit() - 3, (byte) ~batch.get(batch.limit() - 3)));
  }

  /** A batch in order but for its one record, which says that it is as long as an array can be. */
  private static void claimTwoGigabytes(Path log, int number) throws IOException {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(records)) {
      zip.write(new byte[] {(byte) 0xee, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f}); // zigzag
      zip.write(new byte[100]);
    }
    change(
        log,
        number,
        batch -> {
          assertThat(records.size()).isLessThanOrEqualTo(batch.limit() - RECORDS);
          batch.put(RECORDS, records.toByteArray());
          CRC32C checksum = new CRC32C();
          checksum.update(batch.slice(COVERED, batch.limit() - COVERED));
          batch.putInt(CHECKSUM, (int) checksum.getValue());
        });
  }

  private interface Change {
    void of(ByteBuffer batch);
  }

  private static void change(Path log, int number, Change change) throws IOException {
    try (FileChannel file =
        FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long at = 0;
      for (int i = 0; ; i++) {
        ByteBuffer head = ByteBuffer.allocate(12);
        file.read(head, at);
        int length = 12 + head.getInt(8);
        if (i == number) {
          ByteBuffer batch = ByteBuffer.allocate(length);
          file.read(batch, at);
          batch.flip();
          change.of(batch);
          file.write(batch, at);
          return;
        }
        at += length;
      }
    }
  }
}
