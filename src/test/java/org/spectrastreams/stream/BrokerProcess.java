package org.spectrastreams.stream;

import java.nio.file.Path;

/** Fixture: the embedded broker alone in a process, until it is killed. */
final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] args) throws InterruptedException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0)) {
      System.out.println(broker.bootstrapServers());
      Thread.currentThread().join();
    }
  }
}
