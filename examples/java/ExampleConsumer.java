import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.spectrastreams.wire.proto.Wire;

/**
 * Prints what the service says of each spectrum of an image, from the beginning of the results
 * topic until it has seen so many. Arguments: bootstrap servers, image id, spectra.
 */
final class ExampleConsumer {
  private static final int NO_CLASS = 255;

  public static void main(String[] arguments) throws Exception {
    String image = arguments[1];
    int wanted = Integer.parseInt(arguments[2]);
    Properties settings = new Properties();
    settings.put("bootstrap.servers", arguments[0]);
    settings.put(
        "isolation.level", "read_committed"); // what a killed instance left half done stays unseen
    int seen = 0;
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor("spectra.results").stream()
              .map(found -> new TopicPartition(found.topic(), found.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (seen < wanted) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (record.key().equals(image)) {
            seen += print(Wire.ResultBlock.parseFrom(record.value()));
          }
        }
      }
    }
  }

  private static int print(Wire.ResultBlock result) {
    for (int i = 0; i < result.getXCount(); i++) {
      StringBuilder line = new StringBuilder();
      line.append(result.getX(i)).append(',').append(result.getY(i));
      if (!result.getPredictedClass().isEmpty()) {
        int predicted = result.getPredictedClass().byteAt(i) & 0xff;
        line.append(" class ")
            .append(predicted == NO_CLASS ? "none" : result.getClassNames(predicted));
      }
      for (Wire.BandValues band : result.getBandsList()) {
        FloatBuffer values =
            band.getValues().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        line.append(' ').append(band.getName()).append(' ').append(values.get(i));
      }
      System.out.println(line);
    }
    return result.getXCount();
  }
}
