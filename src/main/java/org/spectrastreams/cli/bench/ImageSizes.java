package org.spectrastreams.cli.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.spectrastreams.cli.options.Pacing;
import org.spectrastreams.cli.sending.OutcomeWatch;
import org.spectrastreams.cli.sending.Replay;
import org.spectrastreams.phantom.PhantomSettings;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.wire.block.BlockEncoder;

/**
 * Whole images of several sizes: made while they are sent, so that none has to fit the memory,
 * until their map is whole. What simulating them costs is part of the time.
 */
final class ImageSizes {
  /** The longest side that is taken, in pixels. */
  static final int MOST = 2_000;

  private ImageSizes() {}

  /**
   * Sends a square image of each size in turn.
   *
   * @param sides in pixels, 8 to {@link #MOST}
   * @throws IOException if an image does not become whole in a time that a hundredth of the usual
   *     speed would need
   */
  static void write(
      ArrayNode answer, StreamService service, ServiceConfig config, List<Integer> sides)
      throws IOException, InterruptedException {
    for (int side : sides) {
      int spectra = side * side;
      TissuePhantom phantom =
          new TissuePhantom(PhantomSettings.of(side, side, side, TissueClass.CANCEROUS));
      Duration longest = Duration.ofSeconds(120 + spectra / 20);
      try (SpectrumSource source = phantom.open();
          OutcomeWatch watch =
              new OutcomeWatch(
                  service.clientProperties(),
                  config.topics(),
                  List.of(config.topics().results(), config.topics().images()));
          Replay replay = new Replay(service.clientProperties(), config.topics().raw())) {
        long start = System.nanoTime();
        BlockEncoder encoder =
            new BlockEncoder(source, TwoPipelines.MAP_ONLY, "bench-side-" + side);
        replay.send(encoder, Pacing.unlimited(), block -> watch.poll(Duration.ZERO));
        watch.await(spectra, 1, longest);
        double took = (System.nanoTime() - start) / 1e9;
        if (watch.imagesComplete() != 1) {
          throw new IOException(
              "the image of " + side + " × " + side + " pixels did not become whole in " + longest);
        }
        ObjectNode size = answer.addObject();
        size.put("width", side);
        size.put("height", side);
        size.put("seconds", ProcessorTimes.rounded(took, 10));
        size.put("spectraPerSecond", Math.round(spectra / took));
        Machine.mostResidentMegabytes().ifPresent(most -> size.put("mostResidentMegabytes", most));
      }
    }
  }
}
