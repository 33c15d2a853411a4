package org.spectrastreams.stream.broker;

import java.nio.file.Path;

/** Fixture: the embedded broker alone in a process: folder, port; until it is killed. */
public final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] args) throws InterruptedException {
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]))) {
      System.out.println(broker.bootstrapServers());
      Thread.currentThread().join();
    }
  }
}
