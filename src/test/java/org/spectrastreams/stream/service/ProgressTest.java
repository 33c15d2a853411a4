package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final Progress progress = new Progress();
  private double processed;
  private double committed;

  private void at(long millis, String... atWork) {
    progress.look(
        millis, Map.of("thread-1", new Progress.Count(processed, committed)), Set.of(atWork));
  }

  @Test
  void shouldSayThatWhatWasProcessedIsNotCommitted() {
    at(0);
    processed = 3;
    at(2_000);
    at(2_000 + Progress.PATIENCE - 1);
    assertThat(progress.trouble()).isEmpty();
    at(2_000 + Progress.PATIENCE);
    assertThat(progress.trouble()).hasValueSatisfying(why -> assertThat(why).contains("6 s"));
    committed = 1;
    at(3_000 + Progress.PATIENCE);
    assertThat(progress.trouble()).isEmpty();
  }

  @Test
  void shouldGiveARecordTheTimeItTakes() {
    at(0);
    processed = 1;
    at(2_000);
    for (long millis = 4_000; millis < 60_000; millis += 2_000) {
      at(millis, "thread-1");
    }
    assertThat(progress.trouble()).isEmpty();
  }

  @Test
  void shouldNotMindThatThereIsNothingToDo() {
    at(0);
    processed = 1;
    committed = 1;
    at(2_000);
    at(1_000_000);
    assertThat(progress.trouble()).isEmpty();
  }

  @Test
  void shouldForgetAThreadThatWasReplaced() {
    at(0);
    processed = 1;
    at(2_000);
    progress.look(20_000, Map.of("thread-2", new Progress.Count(0, 0)), Set.of());
    assertThat(progress.trouble()).isEmpty();
  }
}
