import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.spectrastreams.wire.ExplanationView;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;

/**
 * Looks for the first spectrum of an image that has a class, and asks why it got it. Arguments:
 * bootstrap servers, image id.
 */
final class ExampleExplanation {
  private static final String RESULTS = "spectra.results";
  private static final String ANSWERS = "spectra.explanations";

  public static void main(String[] arguments) throws Exception {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", arguments[0]);
    settings.put("isolation.level", "read_committed");
    String asked = UUID.randomUUID().toString();
    try (var consumer =
            new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        var producer =
            new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions(consumer, ANSWERS));
      byte[] question = question(consumer, arguments[1], asked).toByteArray();
      consumer.assign(ends.keySet());
      ends.forEach(consumer::seek); // what is answered from now on
      producer.send(new ProducerRecord<>("spectra.explain.requests", asked, question)).get();
      System.out.println(answer(consumer, asked));
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(found -> new TopicPartition(found.topic(), found.partition()))
        .toList();
  }

  /** By the version of the model that made the result; the spectrum is told by its place. */
  private static Wire.ExplanationRequest question(
      KafkaConsumer<String, byte[]> consumer, String image, String asked) throws Exception {
    List<TopicPartition> partitions = partitions(consumer, RESULTS);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        if (!image.equals(record.key())) {
          continue;
        }
        ResultView result = ResultView.parse(record.value());
        for (int i = 0; i < result.count(); i++) {
          if (result.predictedClass(i) != Sentinels.NO_CLASS) {
            Wire.Provenance made = result.block().getProvenance();
            return Wire.ExplanationRequest.newBuilder()
                .setCorrelationId(asked)
                .setMethod("lime")
                .setSamples(400)
                .setModel(
                    Wire.ModelVersion.newBuilder()
                        .setModel(made.getModel() + "@" + made.getModelVersion())
                        .setDigest(made.getModelDigest()))
                .setPlace(
                    Wire.SpectrumPlace.newBuilder()
                        .setTopic(made.getSourceTopic())
                        .setPartition(made.getSourcePartition())
                        .setOffset(made.getSourceOffset())
                        .setIndex(i))
                .build();
          }
        }
      }
    }
    throw new IllegalStateException("no spectrum of image " + image + " has a class");
  }

  private static String answer(KafkaConsumer<String, byte[]> consumer, String asked)
      throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        if (asked.equals(record.key())) {
          ExplanationView explained = ExplanationView.parse(record.value());
          Wire.ExplanationAnswer answer = explained.answer();
          if (!answer.getRefused().isEmpty()) {
            throw new IllegalStateException(answer.getRefused() + ": " + answer.getMessage());
          }
          float[] weights = explained.weights();
          int most = 0;
          for (int i = 1; i < weights.length; i++) {
            most = weights[i] > weights[most] ? i : most;
          }
          return "%s by %s: most for it speaks %.0f"
              .formatted(
                  answer.getClassNames(answer.getExplainedClass()),
                  answer.getMethod(),
                  explained.axis().orElseThrow().at(most));
        }
      }
    }
    throw new IllegalStateException("no answer within 60 s");
  }
}
