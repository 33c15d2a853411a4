package org.spectrastreams.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What the fuzzer found once is read or refused since. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FoundBeforeTest {
  @TestFactory
  List<DynamicTest> shouldReadOrRefuseWhatWasFoundBefore() throws IOException {
    List<DynamicTest> found = new ArrayList<>();
    for (String parser : FoundBefore.parsers()) {
      for (Path file : FoundBefore.of(parser)) {
        found.add(
            DynamicTest.dynamicTest(
                parser + " " + file.getFileName(),
                () -> FuzzTarget.of(parser).parse(Files.readAllBytes(file))));
      }
    }
    assertThat(found).isNotEmpty();
    return found;
  }
}
