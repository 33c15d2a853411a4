package org.spectrastreams.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.stream.config.ServiceConfig;

class BrokerAddressIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", " \n"})
  void shouldRefuseAnAddressThatIsEmptyAndSayWhatToDo(String text) throws Exception {
    Files.writeString(folder.resolve("broker.address"), text);
    ServiceConfig config = ServiceConfig.defaults().with("data.dir", folder.toString());
    assertThatThrownBy(() -> BrokerAddress.clientProperties(config))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no broker address")
        .hasMessageContaining("./spectra serve");
  }

  @Test
  void shouldLeaveNothingButTheWholeAddress() throws Exception {
    BrokerAddress.write(folder, "127.0.0.1:9092", true);
    BrokerAddress.write(folder, "127.0.0.1:19092", false);
    assertThat(folder.resolve("broker.address")).hasContent("127.0.0.1:19092");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }
}
