package org.spectrastreams.server.viewer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.spectrastreams.Await;
import org.spectrastreams.explain.context.RandomExplanations;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.network.PlaneModels;
import org.spectrastreams.phantom.PhantomSettings;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.server.SpectraServer;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.OtherOutcomes;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.EncodedBlock;
import org.spectrastreams.wire.block.RawBlock;

/**
 * A running service in front of the shipped models and one untrained one with explanations, and the
 * instrument that scans images for it.
 */
final class ScannedService implements AutoCloseable {
  /** The size of what {@link #scanExplained} scans, in pixels. */
  static final int WIDTH = 48;

  static final int HEIGHT = 40;
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final StreamService service;
  private final SpectraServer server;
  private final KafkaProducer<String, byte[]> producer;
  private final String raw;

  /** Starts it, with what it keeps in the folder. */
  ScannedService(Path folder) throws IOException {
    Path models = copy(Path.of("model-store"), folder.resolve("model-store"));
    Path pipelines = copy(Path.of("streams"), folder.resolve("streams"));
    RandomExplanations.write(
        models,
        new ModelId("untrained", "1.0.0"),
        TissuePhantom.axis(),
        TissueClass.labels(),
        2,
        12);
    Files.writeString(
        pipelines.resolve("untrained.yaml"),
        "{name: untrained, title: Untrained members and contexts, model: untrained}");
    OtherOutcomes.write(models, pipelines);
    PlaneModels.write(models, "planes", 25); // Grad-CAM of pixel 1 is one half of the plane
    Files.writeString(
        pipelines.resolve("planes.yaml"), "{name: planes, title: Planes, model: planes}");
    ServiceConfig config =
        ServiceConfig.defaults()
            .with("data.dir", folder.resolve("data").toString())
            .with("model.store", models.toString())
            .with("pipelines.dir", pipelines.toString())
            .with("http.port", "0")
            .with("stream.threads", "1");
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    service = StreamService.start(config, registry);
    server = SpectraServer.start(service, config, registry);
    Map<String, Object> properties = new HashMap<>(service.clientProperties());
    properties.put("linger.ms", 0);
    raw = config.topics().raw();
    producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  URI address() {
    return server.address();
  }

  /** The cartilage sample under another name, scored and mapped as a whole. */
  void scanCartilage(String image) throws Exception {
    try (SpectrumSource source = Samples.open("cartilage")) {
      scan(new BlockEncoder(source, "cartilage", image, 35), image);
    }
  }

  /** A simulated section with explanations, scored and mapped as a whole. */
  void scanExplained(String image) throws Exception {
    try (SpectrumSource source =
        new TissuePhantom(PhantomSettings.of(WIDTH, HEIGHT, 7, TissueClass.CANCEROUS)).open()) {
      scan(new BlockEncoder(source, "untrained", image), image);
    }
  }

  /** Three lines of spectra for a pipeline on the short axis of untrained models. */
  void scanLines(String pipeline, String image) throws Exception {
    for (int y = 0; y < 3; y++) {
      send(TestModels.line(pipeline, image, 4, 3, 0, y, 4));
    }
    await(image, found -> found.path("state").asText().equals("complete"));
  }

  /** Sends one block to the raw topic. */
  void send(RawBlock block) throws Exception {
    producer.send(new ProducerRecord<>(raw, block.key(), BlockEncoder.encode(block))).get();
  }

  /** Scans a whole image. */
  void scan(BlockEncoder blocks, String image) throws Exception {
    send(blocks, Integer.MAX_VALUE);
    await(image, found -> found.path("state").asText().equals("complete"));
  }

  /** Waits until the service says so of an image; a page that opens before would show another. */
  void await(String image, Predicate<JsonNode> condition) throws Exception {
    Await.until(image, () -> condition.test(get("api/images/" + image)));
  }

  /** Sends so many blocks to the raw topic, or all that there are. */
  void send(BlockEncoder blocks, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      EncodedBlock block = blocks.next();
      if (block == null) {
        return;
      }
      producer.send(new ProducerRecord<>(raw, block.key(), block.value())).get();
    }
  }

  /** What the service answers at a path. */
  JsonNode get(String path) throws Exception {
    URI address = server.address().resolve(path);
    return JSON.readTree(
        http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body());
  }

  /** The values of a layer of an image. */
  ByteBuffer layer(String image, String layer) throws Exception {
    URI address = server.address().resolve("api/images/" + image + "/layers/" + layer);
    return ByteBuffer.wrap(
            http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray()).body())
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Deletes the record at a place, and all before it, as retention does. */
  void delete(JsonNode place) throws Exception {
    TopicPartition partition =
        new TopicPartition(place.get("topic").asText(), place.get("partition").asInt());
    try (Admin admin = Admin.create(service.clientProperties())) {
      admin
          .deleteRecords(
              Map.of(partition, RecordsToDelete.beforeOffset(place.get("offset").asLong() + 1)))
          .all()
          .get();
    }
  }

  @Override
  public void close() {
    producer.close();
    server.close();
    service.close();
  }
}
