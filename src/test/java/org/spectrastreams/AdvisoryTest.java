package org.spectrastreams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdvisoryTest {
  /** Two ranges, and one version listed apart. */
  private static final String JSON =
      """
      {"id": "MADE-1", "aliases": ["CVE-0000-1"], "affected": [
        {"package": {"ecosystem": "Maven", "name": "a:b"}, "versions": ["7.0.0-beta"], "ranges": [
          {"type": "ECOSYSTEM", "events": [{"fixed": "1.10.2"}, {"introduced": "0"}]},
          {"type": "ECOSYSTEM", "events": [{"introduced": "2.0"}, {"last_affected": "2.3"}]},
          {"type": "GIT", "events": [{"introduced": "0"}]}]},
        {"package": {"ecosystem": "PyPI", "name": "a:c"}, "ranges": [
          {"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]%s}
      """;

  @ParameterizedTest
  @CsvSource({
    "1.9.12, true",
    "1.10.1, true",
    "1.10.2-rc1, true",
    "1.10.2, false",
    "1.11, false",
    "2.0-alpha, false",
    "2.0, true",
    "2.3, true",
    "2.3.0, true",
    "2.3.1, false",
    "7.0.0-beta, true",
    "7.0.0, false"
  })
  void shouldConcernVersionsOfItsRangesAndThoseListed(String version, boolean concerned)
      throws JsonProcessingException {
    assertThat(advisory("").among(Map.of("a:b", version, "a:c", "1", "x:y", "1")))
        .isEqualTo(concerned ? List.of("a:b " + version) : List.of());
  }

  @Test
  void shouldConcernNothingOnceItIsWithdrawn() throws JsonProcessingException {
    Advisory withdrawn = advisory(", \"withdrawn\": \"2026-01-01T00:00:00Z\"");
    assertThat(withdrawn.among(Map.of("a:b", "1.0"))).isEmpty();
  }

  @Test
  void shouldBeNamedByAllItsNames() throws JsonProcessingException {
    assertThat(advisory("").names()).containsExactly("MADE-1", "CVE-0000-1");
  }

  private static Advisory advisory(String more) throws JsonProcessingException {
    return new Advisory(new ObjectMapper().readTree(JSON.formatted(more)));
  }
}
