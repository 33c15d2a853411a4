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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the project: what each may use. An arrow may only point down this list. */
class RoomsTest {
  private static final String ROOT = "org.spectrastreams.";

  /** For each room, the rooms it may use. */
  private static final Map<String, Set<String>> ALLOWED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("spectrum", Set.of()),
              Map.entry("bands", Set.of("spectrum")),
              Map.entry("preprocess", Set.of("spectrum")),
              Map.entry("phantom", Set.of("spectrum")),
              Map.entry("formats", Set.of("phantom", "spectrum")),
              Map.entry("model", Set.of("preprocess", "spectrum")),
              Map.entry("network", Set.of("model", "spectrum")),
              Map.entry("explain", Set.of("model", "preprocess", "bands", "spectrum")),
              Map.entry("wire", Set.of("explain", "bands", "spectrum")),
              Map.entry("export", Set.of("wire", "spectrum")),
              Map.entry(
                  "train",
                  Set.of(
                      "network",
                      "explain",
                      "model",
                      "preprocess",
                      "formats",
                      "phantom",
                      "spectrum")),
              Map.entry(
                  "stream", Set.of("wire", "explain", "model", "preprocess", "bands", "spectrum")),
              Map.entry(
                  "server",
                  Set.of("export", "stream", "wire", "explain", "bands", "model", "spectrum")),
              Map.entry(
                  "cli",
                  Set.of(
                      "server",
                      "export",
                      "stream",
                      "wire",
                      "formats",
                      "phantom",
                      "explain",
                      "model",
                      "preprocess",
                      "bands",
                      "spectrum"))));

  /** For each inner room that uses others of its room, which. */
  private static final Map<String, Set<String>> INNER =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("cli.bench", Set.of("options", "sending")),
              Map.entry("cli.exporting", Set.of("options")),
              Map.entry("cli.letters", Set.of("options")),
              Map.entry("cli.models", Set.of("options")),
              Map.entry("cli.sending", Set.of("options")),
              Map.entry("cli.training", Set.of("options")),
              Map.entry("cli.watching", Set.of("options", "sending")),
              Map.entry("explain.lime", Set.of()),
              Map.entry("explain.context", Set.of()),
              Map.entry("explain.trust", Set.of("lime")),
              Map.entry("explain.gradient", Set.of("lime")),
              Map.entry("explain.methods", Set.of("lime", "context", "gradient")),
              Map.entry("formats.raster", Set.of("spi")),
              Map.entry("formats.text", Set.of("spi")),
              Map.entry("formats.zip", Set.of("spi")),
              Map.entry("formats.excel", Set.of("spi", "table", "zip")),
              Map.entry("formats.export", Set.of("spi", "text")),
              Map.entry("formats.nmr", Set.of("spi", "text", "records")),
              Map.entry("formats.arrays", Set.of("spi")),
              Map.entry("formats.hdf5", Set.of("spi", "arrays")),
              Map.entry("formats.matlab", Set.of("spi", "arrays", "records")),
              Map.entry("formats.numpy", Set.of("spi", "arrays", "zip")),
              Map.entry("formats.perkin", Set.of("spi", "records")),
              Map.entry("formats.picture", Set.of("spi")),
              Map.entry("formats.pif", Set.of("spi", "text", "records")),
              Map.entry("formats.records", Set.of("spi")),
              Map.entry("formats.renishaw", Set.of("spi", "records")),
              Map.entry("formats.table", Set.of("spi", "text")),
              Map.entry("formats.envi", Set.of("spi", "raster")),
              Map.entry("formats.agilent", Set.of("spi", "raster")),
              Map.entry("formats.galactic", Set.of("spi", "records", "series")),
              Map.entry("formats.omnic", Set.of("spi", "records", "series")),
              Map.entry("formats.opus", Set.of("spi", "records")),
              Map.entry("formats.samples", Set.of("spi", "envi")),
              Map.entry("formats.series", Set.of("spi")),
              Map.entry("formats.jcamp", Set.of("spi", "text", "series")),
              Map.entry("model.engine", Set.of()),
              Map.entry("model.signature", Set.of("engine")),
              Map.entry("network.graph", Set.of()),
              Map.entry("network.exact", Set.of("graph")),
              Map.entry("network.onnx", Set.of("graph", "exact")),
              Map.entry("network.functional", Set.of()),
              Map.entry("network.foreign", Set.of("graph", "onnx")),
              Map.entry("network.gap", Set.of()),
              Map.entry("network.chemometric", Set.of()),
              Map.entry("network.mscnn", Set.of()),
              Map.entry("network.nmr", Set.of()),
              Map.entry("network.raman", Set.of()),
              Map.entry("network.context", Set.of("onnx", "graph")),
              Map.entry("network.domain", Set.of("onnx")),
              Map.entry("server.access", Set.of()),
              Map.entry("server.control", Set.of("access")),
              Map.entry("server.port", Set.of("access")),
              Map.entry("server.startup", Set.of("port")),
              Map.entry("stream.config", Set.of()),
              Map.entry("wire.json", Set.of("tile")),
              Map.entry("wire.tile", Set.of()),
              Map.entry("wire.block", Set.of()),
              Map.entry("stream.broker", Set.of("config")),
              Map.entry("stream.pipeline", Set.of()),
              Map.entry("stream.control", Set.of("pipeline", "broker", "config")),
              Map.entry("stream.score", Set.of("pipeline", "config")),
              Map.entry("stream.gates", Set.of("score")),
              Map.entry("stream.audit", Set.of("score", "pipeline")),
              Map.entry("stream.shadow", Set.of("score", "pipeline")),
              Map.entry("stream.metrics", Set.of("score", "pipeline", "shadow")),
              Map.entry(
                  "stream.scoring",
                  Set.of("score", "audit", "metrics", "shadow", "tracing", "broker", "config")),
              Map.entry(
                  "stream.maps", Set.of("pipeline", "metrics", "tracing", "broker", "config")),
              Map.entry("stream.tracing", Set.of()),
              Map.entry("stream.asking", Set.of("score", "pipeline", "broker", "config")),
              Map.entry(
                  "stream.service",
                  Set.of(
                      "asking",
                      "audit",
                      "broker",
                      "config",
                      "control",
                      "maps",
                      "metrics",
                      "pipeline",
                      "score",
                      "scoring",
                      "tracing")),
              Map.entry("server.contract", Set.of()),
              Map.entry("server.exports", Set.of("limits", "maps")),
              Map.entry("server.maps", Set.of()),
              Map.entry("train.choose", Set.of("family", "data")),
              Map.entry("train.data", Set.of("recipe")),
              Map.entry("train.domain", Set.of("data", "measure")),
              Map.entry("train.dl4j", Set.of("data", "recipe")),
              Map.entry("train.equip", Set.of("contexts", "data", "domain", "measure")),
              Map.entry("train.family", Set.of()),
              Map.entry("train.imports", Set.of("data", "equip")),
              Map.entry("train.contexts", Set.of("dl4j", "data", "recipe")),
              Map.entry("train.label", Set.of("data")),
              Map.entry("train.networks", Set.of("choose", "data", "dl4j", "recipe")),
              Map.entry("train.measure", Set.of("choose", "contexts", "dl4j", "data", "recipe")),
              Map.entry(
                  "train.run",
                  Set.of(
                      "choose",
                      "contexts",
                      "data",
                      "dl4j",
                      "domain",
                      "equip",
                      "family",
                      "label",
                      "measure",
                      "networks",
                      "recipe"))));

  /** Messages, which the rooms around them may use. */
  private static final Set<String> GENERATED = Set.of(ROOT + "wire.proto", ROOT + "model.onnx");

  /** Libraries that only some rooms may know. */
  private static final Map<String, Set<String>> LIBRARIES =
      new TreeMap<>(
          Map.of(
              "org.apache.kafka..", Set.of("stream", "server", "cli", "wire"),
              "org.rocksdb..", Set.of("stream"),
              "org.deeplearning4j..", Set.of("train"),
              "org.nd4j..", Set.of("train"),
              "ai.onnxruntime..", Set.of("model"),
              "com.google.protobuf..",
                  Set.of("wire", "stream", "export", "model", "network", "server", "cli"),
              "io.micrometer..", Set.of("stream", "server", "cli"),
              "io.javalin..", Set.of("server"),
              "org.eclipse.jetty..", Set.of("server"),
              "picocli..", Set.of("cli")));

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
            .map(type -> type.getPackageName().substring(ROOT.length() - 1))
            .map(rest -> rest.isEmpty() ? "(none)" : rest.substring(1).split("\\.", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(rooms).isEqualTo(ALLOWED.keySet());
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void shouldUseOnlyTheRoomsBelow(String room) {
    Set<String> refused = new TreeSet<>(ALLOWED.keySet());
    refused.removeAll(ALLOWED.get(room));
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
                          ROOT.replace(".", "\\.")
                              + "preprocess\\.(QualityFlag|BandDefinition|BandTerm)")))
              .as("the rooms " + refused + " except the names of flags and bands");
    }
    noClasses()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .should()
        .dependOnClassesThat(forbidden)
        .as("room " + room + " may use " + ALLOWED.get(room) + " and no other room")
        .check(project);
  }

  /** Training ships on its own: what serves must run where neither of these two is. */
  @Test
  void shouldTrainOnlyFromTheCommandsThatTrain() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "train..", ROOT + "cli.training..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(ROOT + "train..", ROOT + "cli.training.."))
        .check(project);
  }

  /** Every inner room; one that the list does not name uses no other of its room. */
  @Test
  void shouldUseOnlyTheInnerRoomsBelow() {
    Map<String, Set<String>> used = new TreeMap<>();
    for (JavaClass type : project) {
      String[] place = type.getPackageName().substring(ROOT.length() - 1).split("\\.", 3);
      if (place.length == 3) {
        Set<String> others =
            used.computeIfAbsent(place[1] + "." + place[2], inner -> new TreeSet<>());
        String room = ROOT + place[1] + ".";
        type.getDirectDependenciesFromSelf().stream()
            .map(dependency -> dependency.getTargetClass().getPackageName())
            .filter(target -> target.startsWith(room) && !GENERATED.contains(target))
            .map(target -> target.substring(room.length()))
            .filter(target -> !target.equals(place[2]))
            .forEach(others::add);
      }
    }
    assertThat(used.keySet()).containsAll(INNER.keySet());
    used.forEach((inner, others) -> others.removeAll(INNER.getOrDefault(inner, Set.of())));
    used.values().removeIf(Set::isEmpty);
    assertThat(used).as("inner rooms and what else they use of their room").isEmpty();
  }

  @Test
  void shouldHaveNoCyclesBetweenPackages() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(project);
  }

  /** A file is a thought: the sizes that a reader can hold. */
  @Test
  void shouldKeepFilesAndPackagesSmall() throws IOException {
    Map<Path, Integer> lines = new TreeMap<>();
    for (Path file : javaFiles("src/main/java")) {
      lines.put(file, Files.readAllLines(file).size());
    }
    assertThat(lines).allSatisfy((file, length) -> assertThat(length).isLessThanOrEqualTo(400));
    Map<Path, Long> files =
        lines.keySet().stream()
            .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
    assertThat(files).allSatisfy((room, count) -> assertThat(count).isLessThanOrEqualTo(25L));
    List<Integer> sorted = lines.values().stream().sorted().toList();
    assertThat(sorted.get(sorted.size() / 2)).as("median").isLessThanOrEqualTo(120);
  }

  /** What a package may use stands in its package-info as it stands in the tables above. */
  @Test
  void shouldSayInEveryPackageWhatItMayUse() throws IOException {
    List<Path> packages =
        javaFiles("src/main/java").stream()
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

  private static String name(Path folder) {
    Path root = Path.of("src/main/java", ROOT.split("\\."));
    return root.relativize(folder).toString().replace('/', '.');
  }

  private static String use(String place) {
    String room = place.split("\\.", 2)[0];
    if (room.equals(place)) {
      return "May use " + listed(ALLOWED.get(place), "no other room") + ".";
    }
    return "May use what room {@code "
        + room
        + "} may use, and of it "
        + listed(INNER.getOrDefault(place, Set.of()), "no other inner room")
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
      assertThat(javaFiles(sources))
          .filteredOn(file -> allowed.stream().noneMatch(file::startsWith))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(named));
    }
  }

  private static List<Path> javaFiles(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.filter(path -> path.toString().endsWith(".java")).toList();
    }
  }

  /** A test that draws is the same test every time. */
  @Test
  void shouldGiveEveryPropertyASeed() throws IOException {
    assertThat(javaFiles("src/test/java"))
        .filteredOn(file -> !file.endsWith("RoomsTest.java"))
        .allSatisfy(
            file ->
                assertThat(Files.readString(file))
                    .doesNotContainPattern("@Property(?!\\(seed = )"));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void shouldKeepALibraryInItsRooms(String library) {
    Set<String> rooms = LIBRARIES.get(library);
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
        .resideInAnyPackage(ROOT + "wire.proto", ROOT + "model.onnx")
        .check(project);
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "model..", ROOT + "network..")
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + "model.onnx.."))
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
        .resideOutsideOfPackages(ROOT + "wire.proto", ROOT + "model.onnx")
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

  @Test
  void shouldPrintAndExitOnlyFromCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "cli..")
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
    return ALLOWED.keySet();
  }

  private static Set<String> libraries() {
    return LIBRARIES.keySet();
  }

  private static String[] packages(Set<String> rooms) {
    String[] packages = rooms.stream().map(room -> ROOT + room + "..").toArray(String[]::new);
    Arrays.sort(packages);
    return packages;
  }
}
