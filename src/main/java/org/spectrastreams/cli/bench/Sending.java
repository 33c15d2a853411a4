package org.spectrastreams.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.spectrastreams.cli.sending.Replay;
import org.spectrastreams.phantom.PhantomSettings;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.EncodedBlock;

/** What a measurement sends, made before its time begins, and what sends it. */
final class Sending {
  private Sending() {}

  /** All blocks of a simulated image, one a line. */
  static List<EncodedBlock> blocks(PhantomSettings settings, String pipeline, String image)
      throws IOException {
    List<EncodedBlock> blocks = new ArrayList<>();
    try (SpectrumSource source = new TissuePhantom(settings).open()) {
      BlockEncoder encoder = new BlockEncoder(source, pipeline, image, settings.width());
      for (EncodedBlock block = encoder.next(); block != null; block = encoder.next()) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  /** A sender of its own name, whose processor time is told from that of the service's clients. */
  static Replay replay(StreamService service, ServiceConfig config) {
    Map<String, Object> properties = new HashMap<>(service.clientProperties());
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, Worker.OWN_CLIENT);
    return new Replay(properties, config.topics().raw());
  }
}
