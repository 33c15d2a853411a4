package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the viewer: a script that is there and not served leaves the page empty. */
class PageFilesTest {
  @Test
  void shouldServeEveryScriptOfThePage() throws Exception {
    List<String> scripts;
    Path page = Path.of("src/main/resources/web");
    try (Stream<Path> files = Files.walk(page)) {
      scripts =
          files
              .map(file -> "/" + page.relativize(file))
              .filter(name -> name.endsWith(".js") || name.endsWith(".css"))
              .toList();
    }
    assertThat(scripts).hasSizeGreaterThan(10);
    assertThat(new PageFiles().paths()).containsAll(scripts);
  }
}
