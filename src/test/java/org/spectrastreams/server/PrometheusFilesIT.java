package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The shipped Prometheus configuration and alert rules, by Prometheus's own tool. Apart from {@link
 * PrometheusIT}, whose service works all the time.
 */
@EnabledIf(value = "isInstalled", disabledReason = "prometheus and promtool are not on the PATH")
class PrometheusFilesIT {
  static boolean isInstalled() {
    return LivePrometheus.isInstalled();
  }

  @Test
  void shouldPassThePrometheusToolsOwnChecks() throws Exception {
    assertThat(promtool("check", "config", "prometheus.yml")).contains("SUCCESS");
    assertThat(promtool("check", "rules", "rules.yml")).contains("SUCCESS");
    assertThat(promtool("test", "rules", "rules_test.yml")).contains("SUCCESS");
  }

  private static String promtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(LivePrometheus.SHIPPED.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
