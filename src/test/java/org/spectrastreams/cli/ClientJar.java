package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fixture: what the execution {@code client-jar} of pom.xml puts into its jar. */
final class ClientJar {
  private static final Path CLASSES = Path.of("target/classes");

  private ClientJar() {}

  /** Copies the classes that the jar has. */
  static void copyTo(Path folder) throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    int from = pom.indexOf("<id>client-jar</id>");
    String execution = pom.substring(from, pom.indexOf("</execution>", from));
    List<PathMatcher> in = patterns(execution, "include");
    List<PathMatcher> out = patterns(execution, "exclude");
    int copied = 0;
    try (Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path name = CLASSES.relativize(file);
        if (in.stream().anyMatch(one -> one.matches(name))
            && out.stream().noneMatch(one -> one.matches(name))) {
          Path target = folder.resolve(name.toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
          copied++;
        }
      }
    }
    assertThat(copied).isGreaterThan(50);
  }

  private static List<PathMatcher> patterns(String execution, String tag) {
    Matcher found = Pattern.compile("<" + tag + ">(.*)</" + tag + ">").matcher(execution);
    return found
        .results()
        .map(one -> FileSystems.getDefault().getPathMatcher("glob:" + one.group(1)))
        .toList();
  }

  /** Kafka's client with its logging interface, and Protobuf: what the jar needs. */
  static String libraries() {
    List<String> found =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                path ->
                    path.matches(
                        ".*/(kafka-clients-4[^/]*|slf4j-api-[^/]*|protobuf-java-[^/]*)\\.jar"))
            .collect(Collectors.toList());
    assertThat(found).hasSizeGreaterThanOrEqualTo(3);
    return String.join(File.pathSeparator, found);
  }
}
