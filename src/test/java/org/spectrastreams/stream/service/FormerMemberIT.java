package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerMemberIT {
  @Test
  void shouldStartWhereACrashLeftNoTextInItsMemoryOfTheTopology(@TempDir Path state)
      throws IOException {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "scoring");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    Path known = state.resolve("scoring.topology");
    Files.write(known, new byte[] {(byte) 0xff, (byte) 0xc0, 0});

    FormerMember.leaveIfOutgrown(new Topology(), settings);

    assertThat(known).content().matches("[0-9a-f]{64}");
  }
}
