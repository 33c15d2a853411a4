package org.spectrastreams.stream.scoring;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for the commits of one processor at its thread's {@link CommitPace}: at once, or as soon as
 * the last commit is long enough ago. For one thread.
 */
final class PromptCommits {
  private final ProcessorContext<?, ?> context;
  private final CommitPace pace;
  private Cancellable due;

  PromptCommits(ProcessorContext<?, ?> context, CommitPace pace) {
    this.context = context;
    this.pace = pace;
  }

  /**
   * Something was forwarded that a reader may wait for.
   *
   * @param waited how long the record behind it lay in its topic, in ms
   */
  void forwarded(long waited) {
    if (!CommitPace.wants(waited)) {
      return;
    }
    long now = context.currentSystemTimeMs();
    long wait = pace.until(now);
    if (wait == 0) {
      ask(now);
    } else if (due == null) {
      due = context.schedule(Duration.ofMillis(wait), PunctuationType.WALL_CLOCK_TIME, this::ask);
    }
  }

  private void ask(long now) {
    if (due != null) {
      due.cancel();
      due = null;
    }
    pace.asked(now);
    context.commit();
  }
}
