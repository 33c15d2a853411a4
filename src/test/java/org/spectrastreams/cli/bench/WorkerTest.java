package org.spectrastreams.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "spectra-streams-StreamThread-1; SCORING",
        "bench-engine-0; SCORING",
        "spectra-streams-explain-StreamThread-1; OTHER",
        "kafka-producer-network-thread | spectra-streams-StreamThread-2-producer; CLIENTS",
        "kafka-producer-network-thread | bench-sender; BENCH",
        "kafka-coordinator-heartbeat-thread | spectra-streams; CLIENTS",
        "data-plane-kafka-request-handler-3; BROKER",
        "kafka-1-raft-io-thread; BROKER",
        "group-coordinator-event-processor-0; BROKER",
        "audits; AUDITS",
        "health; OTHER"
      })
  void shouldTellWhoseAThreadIs(String name, Worker worker) {
    assertThat(Worker.ofJava(name)).isEqualTo(worker);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "C2 CompilerThre; COMPILER",
        "C1 CompilerThre; COMPILER",
        "GC Thread#1; COLLECTOR",
        "G1 Conc#0; COLLECTOR",
        "VM Thread; OTHER",
        "spectra-streams; OTHER"
      })
  void shouldTellTheThreadsOfTheVirtualMachine(String name, Worker worker) {
    assertThat(Worker.ofNative(name)).isEqualTo(worker);
  }
}
