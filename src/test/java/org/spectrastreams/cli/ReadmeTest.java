package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.stream.config.ConfigKey;

/** What the README says about keys, commands and files is so. */
class ReadmeTest {
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)[^)]*\\)");

  private static String readme;

  @BeforeAll
  static void read() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void shouldListEveryConfigurationKeyAsTheProgramKnowsIt() {
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
    assertThat(section("<!-- config: generated from ConfigKey, checked by ReadmeTest -->"))
        .as("put this between the config comments of README.md:\n%s", table)
        .isEqualTo(table);
  }

  @Test
  void shouldListEveryCommandAndNoOther() {
    Matcher row =
        Pattern.compile("^\\| `([a-z-]+).*\\|$", Pattern.MULTILINE)
            .matcher(section("## Commands", "\n## "));
    assertThat(row.results().map(found -> found.group(1)).toList())
        .containsExactlyInAnyOrderElementsOf(Spectra.commandLine().getSubcommands().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "RATIONALE.md"})
  void shouldLinkToFilesThatExist(String page) throws IOException {
    Matcher link = LINK.matcher(Files.readString(Path.of(page)));
    assertThat(link.results().map(found -> Path.of(found.group(1))))
        .allSatisfy(file -> assertThat(file).exists());
  }

  private static String section(String start) {
    return section(start + "\n", "<!-- /");
  }

  private static String section(String start, String end) {
    int from = readme.indexOf(start);
    assertThat(from).as("README.md holds " + start).isNotNegative();
    from += start.length();
    return readme.substring(from, readme.indexOf(end, from));
  }
}
