package org.spectrastreams;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That rooms use what {@link Rooms} lets them, and keep to what holds in all of them. */
class RoomsTest {
  private static JavaClasses project;

  @BeforeAll
  static void readClasses() {
    project =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.spectrastreams");
  }

  @Test
  void shouldPutEveryClassIntoARoom() {
    Set<String> rooms =
        project.stream()
            .map(type -> type.getPackageName().substring(Rooms.ROOT.length() - 1))
            .map(rest -> rest.isEmpty() ? "(none)" : rest.substring(1).split("\\.", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(rooms).isEqualTo(Rooms.ALLOWED.keySet());
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void shouldUseOnlyTheRoomsBelow(String room) {
    Set<String> refused = new TreeSet<>(Rooms.ALLOWED.keySet());
    refused.removeAll(Rooms.ALLOWED.get(room));
    refused.remove(room);
    if (room.equals("cli")) {
      // Its commands that train may; see below.
      refused.remove("train");
    }
    DescribedPredicate<JavaClass> forbidden = resideInAnyPackage(packages(refused));
    if (room.equals("server")) {
      // It shows what pipelines read from bands and nothing else of preprocessing.
      forbidden =
          forbidden
              .and(
                  not(
                      HasName.Predicates.nameMatching(
                          Rooms.ROOT.replace(".", "\\.")
                              + "preprocess\\.(QualityFlag|BandDefinition|BandTerm)")))
              .as("the rooms " + refused + " except the names of flags and bands");
    }
    noClasses()
        .that()
        .resideInAPackage(Rooms.ROOT + room + "..")
        .should()
        .dependOnClassesThat(forbidden)
        .as("room " + room + " may use " + Rooms.ALLOWED.get(room) + " and no other room")
        .check(project);
  }

  /** Training ships on its own: what serves must run where neither of these two is. */
  @Test
  void shouldTrainOnlyFromTheCommandsThatTrain() {
    noClasses()
        .that()
        .resideOutsideOfPackages(Rooms.ROOT + "train..", Rooms.ROOT + "cli.training..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(Rooms.ROOT + "train..", Rooms.ROOT + "cli.training.."))
        .check(project);
  }

  /** Every inner room; one that the list does not name uses no other of its room. */
  @Test
  void shouldUseOnlyTheInnerRoomsBelow() {
    Map<String, Set<String>> used = new TreeMap<>();
    for (JavaClass type : project) {
      String[] place = type.getPackageName().substring(Rooms.ROOT.length() - 1).split("\\.", 3);
      if (place.length == 3) {
        Set<String> others =
            used.computeIfAbsent(place[1] + "." + place[2], inner -> new TreeSet<>());
        String room = Rooms.ROOT + place[1] + ".";
        type.getDirectDependenciesFromSelf().stream()
            .map(dependency -> dependency.getTargetClass().getPackageName())
            .filter(target -> target.startsWith(room) && !Rooms.GENERATED.contains(target))
            .map(target -> target.substring(room.length()))
            .filter(target -> !target.equals(place[2]))
            .forEach(others::add);
      }
    }
    assertThat(used.keySet()).containsAll(Rooms.INNER.keySet());
    used.forEach((inner, others) -> others.removeAll(Rooms.INNER.getOrDefault(inner, Set.of())));
    used.values().removeIf(Set::isEmpty);
    assertThat(used).as("inner rooms and what else they use of their room").isEmpty();
  }

  @Test
  void shouldHaveNoCyclesBetweenPackages() {
    slices().matching(Rooms.ROOT + "(**)").should().beFreeOfCycles().check(project);
  }

  /** A file is a thought: the sizes that a reader can hold. */
  @Test
  void shouldKeepFilesAndFoldersSmall() throws IOException {
    Map<Path, Integer> lines = new TreeMap<>();
    for (Path file : sources("src", ".java", ".js")) {
      lines.put(file, Files.readAllLines(file).size());
    }
    assertThat(lines).hasSizeGreaterThan(1_000);
    Map<Path, Integer> tooLong = new TreeMap<>(lines);
    tooLong.values().removeIf(length -> length <= 400);
    assertThat(tooLong)
        .as("files of more than 400 lines: each has more than one thought")
        .isEmpty();
    Map<Path, Long> full =
        lines.keySet().stream()
            .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
    full.values().removeIf(count -> count <= 25);
    assertThat(full).as("folders of more than 25 files: each wants an inner room").isEmpty();
    List<Integer> sorted = lines.values().stream().sorted().toList();
    assertThat(sorted.get(sorted.size() / 2)).as("median of lines").isLessThanOrEqualTo(120);
  }

  /** What a package may use stands in its package-info as it stands in the tables above. */
  @Test
  void shouldSayInEveryPackageWhatItMayUse() throws IOException {
    List<Path> packages =
        sources("src/main/java", ".java").stream()
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !folder.endsWith("spectrastreams"))
            .toList();
    assertThat(packages)
        .isNotEmpty()
        .allSatisfy(
            folder -> {
              String said =
                  Files.readString(folder.resolve("package-info.java"))
                      .replaceAll("\\s+\\*?\\s*", " ");
              assertThat(said).contains(use(name(folder))).contains("thread");
            });
  }

  /** Tests lie in the packages of what they test, or in ones of their own, which say so. */
  @Test
  void shouldSayOfEveryPackageOfTestsWhatItHolds() throws IOException {
    List<Path> own =
        sources("src/test/java", ".java").stream()
            .map(Path::getParent)
            .distinct()
            .filter(
                folder ->
                    !Files.exists(
                        Path.of("src/main/java")
                            .resolve(Path.of("src/test/java").relativize(folder))
                            .resolve("package-info.java")))
            .toList();
    assertThat(own)
        .isNotEmpty()
        .allSatisfy(
            folder ->
                assertThat(folder.resolve("package-info.java"))
                    .content()
                    .contains("May use", "thread"));
  }

  private static String name(Path folder) {
    Path root = Path.of("src/main/java", Rooms.ROOT.split("\\."));
    return root.relativize(folder).toString().replace('/', '.');
  }

  private static String use(String place) {
    String room = place.split("\\.", 2)[0];
    if (room.equals(place)) {
      return "May use " + listed(Rooms.ALLOWED.get(place), "no other room") + ".";
    }
    return "May use what room {@code "
        + room
        + "} may use, and of it "
        + listed(Rooms.INNER.getOrDefault(place, Set.of()), "no other inner room")
        + ".";
  }

  private static String listed(Set<String> rooms, String none) {
    return rooms.isEmpty()
        ? none
        : rooms.stream().sorted().map("{@code %s}"::formatted).collect(Collectors.joining(", "));
  }

  /** What serves, trains and explains knows networks by their registry; only recipes choose one. */
  @Test
  void shouldNameANetworkNowhereButInItsRoomItsRegistryAndRecipes() throws IOException {
    Pattern named = Pattern.compile("\\bMscnn|\"mscnn\"");
    List<Path> allowed =
        List.of(
            Path.of("src/main/java/org/spectrastreams/network/mscnn"),
            Path.of("src/test/java/org/spectrastreams/network/mscnn"),
            Path.of("src/test/java/org/spectrastreams/RoomsTest.java"));
    for (String sources : List.of("src/main/java", "src/test/java")) {
      assertThat(sources(sources, ".java"))
          .filteredOn(file -> allowed.stream().noneMatch(file::startsWith))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(named));
    }
  }

  private static List<Path> sources(String folder, String... endings) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files
          .filter(path -> Arrays.stream(endings).anyMatch(path.toString()::endsWith))
          .toList();
    }
  }

  /** Of the unit tier is what writes no file and asks nobody; the rest is named *IT. */
  @Test
  void shouldLeaveFilesNetworkAndProcessesToTheIntegrationTier() throws IOException {
    Pattern outside =
        Pattern.compile(
            "@TempDir|TemporaryFolder|createTemp|Files\\.(write|copy|create|delete|move|newOut)"
                + "|ServerSocket|HttpClient|ProcessBuilder");
    assertThat(sources("src/test/java", "Test.java"))
        .filteredOn(file -> !file.endsWith("RoomsTest.java"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file).content().doesNotContainPattern(outside));
  }

  /** A test that draws is the same test every time. */
  @Test
  void shouldGiveEveryPropertyASeed() throws IOException {
    assertThat(sources("src/test/java", ".java"))
        .filteredOn(file -> !file.endsWith("RoomsTest.java"))
        .allSatisfy(
            file ->
                assertThat(Files.readString(file))
                    .doesNotContainPattern("@Property(?!\\(seed = )"));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void shouldKeepALibraryInItsRooms(String library) {
    Set<String> rooms = Rooms.LIBRARIES.get(library);
    noClasses()
        .that()
        .resideOutsideOfPackages(packages(rooms))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .as("only " + rooms + " may use " + library)
        .check(project);
  }

  @Test
  void shouldKeepGeneratedMessagesInTheirRooms() {
    DescribedPredicate<JavaClass> generated =
        assignableTo("com.google.protobuf.GeneratedMessage").as("generated messages");
    classes()
        .that(generated)
        .should()
        .resideInAnyPackage(Rooms.ROOT + "wire.proto", Rooms.ROOT + "model.onnx")
        .check(project);
    noClasses()
        .that()
        .resideOutsideOfPackages(Rooms.ROOT + "model..", Rooms.ROOT + "network..")
        .should()
        .dependOnClassesThat(resideInAPackage(Rooms.ROOT + "model.onnx.."))
        .as("ONNX messages stay in the rooms model and network")
        .check(project);
  }

  @Test
  void shouldNotUseJavaSerialisation() {
    noClasses()
        .should()
        .dependOnClassesThat(
            assignableTo(ObjectInputStream.class).or(assignableTo(ObjectOutputStream.class)))
        .check(project);
    // A map or a network layer inherits the interface; none may ask for it.
    noClasses()
        .that()
        .resideOutsideOfPackages(Rooms.ROOT + "wire.proto", Rooms.ROOT + "model.onnx")
        .should(
            ArchCondition.from(
                DescribedPredicate.<JavaClass>describe(
                    "declare Serializable",
                    type ->
                        type.getRawInterfaces().stream()
                            .anyMatch(
                                face ->
                                    face.isEquivalentTo(Serializable.class)
                                        || face.isEquivalentTo(Externalizable.class)))))
        .check(project);
  }

  /** Nothing is sent anywhere but to Kafka, and where tracing.endpoint says. */
  @Test
  void shouldSpeakHttpToOthersOnlyWhereTracesAreSent() {
    noClasses()
        .that()
        .resideOutsideOfPackage(Rooms.ROOT + "stream.tracing")
        .should()
        .dependOnClassesThat(assignableTo(HttpClient.class).or(assignableTo(URLConnection.class)))
        .orShould()
        .callMethod(URL.class, "openStream")
        .check(project);
    noClasses()
        .that()
        .resideOutsideOfPackage(Rooms.ROOT + "stream.broker")
        .should()
        .callConstructor(Socket.class)
        .orShould()
        .callMethod(SocketChannel.class, "open")
        .orShould()
        .dependOnClassesThat(assignableTo(SocketFactory.class))
        .check(project);
  }

  @Test
  void shouldPrintAndExitOnlyFromCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackage(Rooms.ROOT + "cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .because("stdout belongs to the commands' answers; everything else is logged")
        .check(project);
  }

  private static Set<String> rooms() {
    return Rooms.ALLOWED.keySet();
  }

  private static Set<String> libraries() {
    return Rooms.LIBRARIES.keySet();
  }

  private static String[] packages(Set<String> rooms) {
    String[] packages = rooms.stream().map(room -> Rooms.ROOT + room + "..").toArray(String[]::new);
    Arrays.sort(packages);
    return packages;
  }
}
