package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spectrastreams.stream.config.ConfigKey;

/** What the README and the pages say about keys, commands and files is so. */
class ReadmeTest {
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)[^)]*\\)");

  @Test
  void shouldListEveryConfigurationKeyAsTheProgramKnowsIt() throws IOException {
    String table =
        "| key | variable | default | is |\n|---|---|---|---|\n"
            + Arrays.stream(ConfigKey.values())
                .map(
                    key ->
                        "| `%s` | `%s` | %s | %s |\n"
                            .formatted(
                                key.key(),
                                key.variable(),
                                key.defaultValue().isEmpty()
                                    ? "none"
                                    : "`" + key.defaultValue() + "`",
                                key.doc()))
                .collect(Collectors.joining());
    assertThat(
            section(
                "docs/configuration.md",
                "<!-- config: generated from ConfigKey, checked by ReadmeTest -->\n",
                "<!-- /"))
        .as("put this between the config comments of docs/configuration.md:\n%s", table)
        .isEqualTo(table);
  }

  @Test
  void shouldListEveryCommandAndNoOther() throws IOException {
    Matcher row =
        Pattern.compile("^\\| `([a-z-]+).*\\|$", Pattern.MULTILINE)
            .matcher(section("docs/commands.md", "# Commands", "\nFor instance"));
    assertThat(row.results().map(found -> found.group(1)).toList())
        .containsExactlyInAnyOrderElementsOf(Spectra.commandLine().getSubcommands().keySet());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldLinkToFilesThatExist(Path page) throws IOException {
    Path folder = Path.of("").resolve(page).toAbsolutePath().getParent();
    Matcher link = LINK.matcher(Files.readString(page));
    assertThat(link.results().map(found -> folder.resolve(found.group(1))))
        .allSatisfy(file -> assertThat(file).exists());
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(Path.of(""));
        Stream<Path> docs = Files.list(Path.of("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  private static String section(String page, String start, String end) throws IOException {
    String text = Files.readString(Path.of(page));
    int from = text.indexOf(start);
    assertThat(from).as(page + " holds " + start).isNotNegative();
    from += start.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
