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
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
          Map.of(
              "spectrum", Set.of(),
              "preprocess", Set.of("spectrum"),
              "model", Set.of("preprocess", "spectrum"),
              "explain", Set.of("model", "preprocess", "spectrum"),
              "instrument", Set.of("spectrum"),
              "train", Set.of("explain", "model", "preprocess", "instrument", "spectrum"),
              "stream", Set.of("explain", "model", "preprocess", "spectrum"),
              "server", Set.of("stream", "model", "explain", "spectrum"),
              "cli",
                  Set.of(
                      "server",
                      "stream",
                      "train",
                      "instrument",
                      "explain",
                      "model",
                      "preprocess",
                      "spectrum")));

  /** Libraries that only some rooms may know. */
  private static final Map<String, Set<String>> LIBRARIES =
      new TreeMap<>(
          Map.of(
              "org.apache.kafka..", Set.of("stream", "server", "cli"),
              "org.rocksdb..", Set.of("stream"),
              "org.deeplearning4j..", Set.of("train"),
              "org.nd4j..", Set.of("train"),
              "ai.onnxruntime..", Set.of("model"),
              "com.google.protobuf..", Set.of("stream", "model", "server", "cli"),
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

  @Test
  void shouldHaveNoCyclesBetweenRooms() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(project);
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
        .resideInAnyPackage(ROOT + "stream.wire", ROOT + "model.onnx")
        .check(project);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "model..")
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + "model.onnx.."))
        .as("ONNX messages stay in room model")
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
        .resideOutsideOfPackages(ROOT + "stream.wire", ROOT + "model.onnx")
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
