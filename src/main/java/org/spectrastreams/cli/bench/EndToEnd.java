package org.spectrastreams.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.spectrastreams.cli.sending.OutcomeWatch;
import org.spectrastreams.cli.sending.Replay;
import org.spectrastreams.phantom.PhantomSettings;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.wire.block.EncodedBlock;

/**
 * The whole way: simulated images sent as an instrument sends them, scored exactly once, committed
 * results read back as any other subscriber reads them.
 */
final class EndToEnd {
  /** Pixels of a line, and spectra of a record. */
  static final int LINE = 256;

  private static final int MOST_LINES = 200;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final StreamService service;
  private final ServiceConfig config;
  private int image;

  EndToEnd(StreamService service, ServiceConfig config) {
    this.service = service;
    this.config = config;
  }

  /**
   * One image.
   *
   * @param times from the first block sent to the last committed result
   */
  record Passage(int spectra, ProcessorTimes times) {
    double spectraPerSecond() {
      return spectra / times.seconds();
    }
  }

  /** Spectra of an image that takes about that long: whole lines, at most what the heap holds. */
  static int spectraFor(double spectraPerSecond, double seconds) {
    long lines = Math.round(spectraPerSecond * seconds / LINE);
    return (int) Math.max(8, Math.min(lines, MOST_LINES)) * LINE;
  }

  /**
   * Sends an image and waits for the last committed result.
   *
   * @param pipeline that scores it
   * @throws IOException if not every spectrum has its result
   */
  Passage run(String pipeline, int spectra) throws IOException, InterruptedException {
    image++;
    PhantomSettings settings =
        PhantomSettings.of(LINE, spectra / LINE, image, TissueClass.CANCEROUS);
    List<EncodedBlock> blocks = Sending.blocks(settings, pipeline, "bench-" + image);
    Quiet.afterSimulating();
    try (OutcomeWatch watch =
            new OutcomeWatch(
                service.clientProperties(),
                config.topics(),
                List.of(
                    config.topics().results(),
                    config.topics().deadLetter(),
                    config.topics().images()));
        Replay replay = Sending.replay(service, config)) {
      ProcessorTimes.Moment start = ProcessorTimes.now(Worker.scoringThreads(config));
      replay.sendAll(blocks);
      watch.await(spectra, 0, LONGEST_WAIT);
      ProcessorTimes times = start.untilNow();
      if (watch.results() != spectra) {
        throw new IOException(
            spectra
                + " spectra sent, but "
                + watch.results()
                + " results and "
                + watch.deadLetters()
                + " dead letters came back");
      }
      watch.await(spectra, 1, LONGEST_WAIT); // the map is not part of the time, but must be whole
      return new Passage(spectra, times);
    }
  }
}
