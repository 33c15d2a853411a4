import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.spectrastreams.wire.proto.Wire;

/**
 * Sends an image of 8 × 8 computed absorbance spectra to the raw topic, one row a block: what a
 * program beside an instrument does. Arguments: bootstrap servers, image id.
 */
final class ExampleProducer {
  private static final int SIZE = 8;
  private static final double FIRST = 2000;
  private static final double STEP = 2;
  private static final int POINTS = 301;

  public static void main(String[] arguments) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", arguments[0]);
    settings.put("enable.idempotence", "true"); // a block that is sent again is stored once
    String image = arguments[1];
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      long generation = System.currentTimeMillis();
      for (int row = 0; row < SIZE; row++) {
        byte[] block = row(image, row, generation).toByteArray();
        producer.send(new ProducerRecord<>("spectra.raw", image + "/" + row, block));
      }
      producer.flush();
    }
    System.out.println("sent " + SIZE * SIZE + " spectra of image " + image);
  }

  private static Wire.SpectrumBlock row(String image, int y, long generation) {
    ByteBuffer intensities =
        ByteBuffer.allocate(SIZE * POINTS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Wire.SpectrumBlock.Builder block =
        Wire.SpectrumBlock.newBuilder()
            .setPipeline("survey")
            .setImageId(image)
            .setWidth(SIZE)
            .setHeight(SIZE)
            .setSequence(y)
            .setGeneration(generation) // the same in all blocks of one scan, higher in the next one
            .setAxisUnit(Wire.AxisUnit.PER_CENTIMETRE)
            .setUniformAxis(Wire.UniformAxis.newBuilder().setFirst(FIRST).setStep(STEP))
            .setPoints(POINTS)
            .setQuantity(Wire.Quantity.ABSORBANCE)
            .setSource("examples/java/ExampleProducer.java")
            .setSimulated(true); // computed, not measured: says so wherever it shows
    for (int x = 0; x < SIZE; x++) {
      block.addX(x).addY(y);
      for (int i = 0; i < POINTS; i++) {
        double wavenumber = FIRST + i * STEP;
        double co2 = 0.1 * (x + 1) * Math.exp(-Math.pow((wavenumber - 2349) / 12, 2));
        intensities.putFloat((float) (0.05 + 0.01 * y + co2));
      }
    }
    return block.setIntensities(ByteString.copyFrom(intensities.flip())).build();
  }
}
