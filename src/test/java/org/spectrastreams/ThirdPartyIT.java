package org.spectrastreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every library that ships has a licence that this project may ship, and is named in its notices.
 */
class ThirdPartyIT {
  private static final Path COMMITTED = Path.of("THIRD-PARTY.txt");
  private static final Path GENERATED = Path.of("target/THIRD-PARTY.txt");

  /** Permissive licences, and weak copyleft that leaves a program that only links alone. */
  private static final Pattern ALLOWED =
      Pattern.compile(
          "(The )?Apache( Software)?( License)?[-, ]*([Vv]ersion|[Vv])? ?2(\\.0)?( License)?"
              + "|(The )?MIT( License)?"
              + "|BSD[- ][23][- ][Cc]lause( License)?"
              + "|Go License"
              + "|EPL[- ][12]\\.0|Eclipse Public License"
              + "|CDDL/GPLv2\\+CE|Dual license consisting of the CDDL v1\\.1 and GPL v2");

  @Test
  void shouldNameEveryLibraryThatShips() throws IOException {
    assumeThat(GENERATED).as("mvn verify writes it").exists();
    assumeThat(System.getProperty("os.arch")).as("the native libraries differ").isEqualTo("amd64");
    assertThat(Files.readString(COMMITTED))
        .as("after a change of libraries: cp %s %s", GENERATED, COMMITTED)
        .isEqualTo(Files.readString(GENERATED));
  }

  @Test
  void shouldShipLibrariesOfAllowedLicencesOnly() throws IOException {
    List<String> refused = new ArrayList<>();
    List<String> lines = Files.readAllLines(COMMITTED);
    int libraries = 0;
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).startsWith("    ")) {
        libraries++;
        // A library under several licences may be taken under any of them.
        List<String> licences = Arrays.asList(lines.get(i).strip().split(" or "));
        if (licences.stream().noneMatch(licence -> ALLOWED.matcher(licence).matches())) {
          refused.add(lines.get(i - 1) + ": " + licences);
        }
      }
    }
    assertThat(refused).isEmpty();
    assertThat(libraries).isGreaterThan(100);
  }
}
