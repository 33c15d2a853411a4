package org.spectrastreams.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.formats.spi.OpenOptions;

class LabelledFilesIT {
  @TempDir private Path folder;

  private static DataRequest request(Path data, String label, String group) {
    return new DataRequest(
        List.of(data),
        Optional.ofNullable(label),
        Optional.ofNullable(group),
        OpenOptions.NONE,
        false,
        4,
        1500);
  }

  /** A table of two classes, two patients each, three spectra a patient. */
  private Path table(String name, double first, String odd) throws IOException {
    StringBuilder text = new StringBuilder("patient,diagnosis");
    for (int p = 0; p < 12; p++) {
      text.append(',').append(first + 4 * p);
    }
    for (int i = 0; i < 12; i++) {
      text.append("\np").append(i / 3).append(',').append(i < 6 ? "ill" : "well");
      for (int p = 0; p < 12; p++) {
        text.append(',')
            .append(
                i == 4 && p == 5
                    ? odd
                    : String.format(Locale.ROOT, "%.4f", 0.2 + 0.01 * ((i * 7 + p * 3) % 11)));
      }
    }
    return Files.writeString(folder.resolve(name), text.append('\n').toString());
  }

  /** Bands at two places, each measured three times nearly alike. */
  @Test
  void shouldKeepSpectraAlikeTogetherWhereNobodySaysWhatBelongsTogether() throws IOException {
    StringBuilder text = new StringBuilder("diagnosis");
    for (int p = 0; p < 40; p++) {
      text.append(',').append(1000 + 4 * p);
    }
    for (int i = 0; i < 12; i++) {
      text.append(i < 6 ? "\nill" : "\nwell");
      for (int p = 0; p < 40; p++) {
        double off = (p - 5 - 8 * (i / 3)) / 3.0;
        text.append(',').append(Math.exp(-off * off) + 1e-4 * ((i * 7 + p * 3) % 11));
      }
    }
    Path list = Files.writeString(folder.resolve("list.csv"), text.append('\n').toString());
    LabelledSet set = LabelledFiles.read(request(list, "diagnosis", null).groupedAbove(0.999));

    assertThat(set.pixels().groups()).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3);
    assertThat(set.groupNames()).containsExactly("set 0", "set 1", "set 2", "set 3");
    assertThat(set.division()).isEqualTo("by spectra alike (correlation above 0.999)");
    assertThat(set.notes()).isEmpty();
    assertThatThrownBy(() -> request(list, "diagnosis", "patient").groupedAbove(0.999))
        .hasMessageContaining("no other groups");
  }

  @Test
  void shouldReadClassesAndGroupsFromColumns() throws IOException {
    LabelledSet set =
        LabelledFiles.read(request(table("a.csv", 1000, "0.3"), "diagnosis", "patient"));

    assertThat(set.pixels().classes()).containsExactly("ill", "well");
    assertThat(set.pixels().labels()).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
    assertThat(set.groupNames()).containsExactly("p0", "p1", "p2", "p3");
    assertThat(set.pixels().groups()).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3);
    assertThat(set.division()).isEqualTo("by patient");
    assertThat(set.files().get("a.csv")).hasSize(64);
    assertThat(set.notes()).isEmpty();
    assertThat(set.requireTrainable()).isSameAs(set);
  }

  @Test
  void shouldSayThatNoGroupWasGiven() throws IOException {
    LabelledSet set = LabelledFiles.read(request(table("a.csv", 1000, "0.3"), "diagnosis", null));

    assertThat(set.groupNames()).hasSize(12);
    assertThat(set.notes()).singleElement().asString().contains("--group");
    assertThat(set.leaky()).isFalse();
  }

  @Test
  void shouldMarkASplitThatPartsGroups() throws IOException {
    DataRequest single =
        new DataRequest(
            List.of(table("a.csv", 1000, "0.3")),
            Optional.of("diagnosis"),
            Optional.of("patient"),
            OpenOptions.NONE,
            true,
            4,
            1500);

    LabelledSet set = LabelledFiles.read(single);

    assertThat(set.leaky()).isTrue();
    assertThat(set.division()).contains("leaky split");
  }

  @Test
  void shouldTakeFoldersForClassesAndFilesForGroups() throws IOException {
    for (String label : List.of("HaCaT", "HeLa")) {
      Path inner = Files.createDirectories(folder.resolve("cells").resolve(label));
      for (int file = 0; file < 2; file++) {
        StringBuilder text = new StringBuilder();
        for (int p = 0; p < 12; p++) {
          text.append(1000 + 4 * p);
          for (int i = 0; i < 3; i++) {
            text.append('\t').append(0.1 + ((p * 5 + i + file) % 7) / 100.0);
          }
          text.append('\n');
        }
        Files.writeString(inner.resolve(label + file + ".dat"), text);
      }
    }

    LabelledSet set = LabelledFiles.read(request(folder.resolve("cells"), null, null));

    assertThat(set.pixels().classes()).containsExactly("HaCaT", "HeLa");
    assertThat(set.pixels().count()).isEqualTo(12);
    assertThat(set.groupNames()).hasSize(4);
    assertThat(set.division()).isEqualTo("by file");
  }

  @Test
  void shouldTakeAPartOfEveryGroupOfMoreSpectraThanAskedFor() throws IOException {
    DataRequest few =
        new DataRequest(
            List.of(table("a.csv", 1000, "0.3")),
            Optional.of("diagnosis"),
            Optional.of("patient"),
            OpenOptions.NONE,
            false,
            4,
            8);

    LabelledSet set = LabelledFiles.read(few);

    assertThat(set.pixels().groups()).containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
    assertThat(set.notes()).singleElement().asString().contains("8 were used");
  }

  @Test
  void shouldRefuseAxesThatDiffer() throws IOException {
    DataRequest two =
        new DataRequest(
            List.of(table("a.csv", 1000, "0.3"), table("b.csv", 1001, "0.3")),
            Optional.of("diagnosis"),
            Optional.empty(),
            OpenOptions.NONE,
            false,
            4,
            1500);

    assertThatThrownBy(() -> LabelledFiles.read(two))
        .hasMessageContaining("the axes differ: a.csv")
        .hasMessageContaining("nothing is resampled unasked");
  }

  @Test
  void shouldRefuseAValueThatIsNoNumber() throws IOException {
    Path odd = table("a.csv", 1000, "NaN");

    assertThatThrownBy(() -> LabelledFiles.read(request(odd, "diagnosis", "patient")))
        .hasMessageContaining("spectrum 5 holds NaN at 1020.0");
  }

  @Test
  void shouldRefuseOneClassAlone() throws IOException {
    Path all = table("a.csv", 1000, "0.3");
    Files.writeString(all, Files.readString(all).replace("well", "ill"));
    LabelledSet set = LabelledFiles.read(request(all, "diagnosis", "patient"));

    assertThatThrownBy(set::requireTrainable)
        .hasMessageContaining("all 12 spectra are of the class [ill]");
  }

  @Test
  void shouldRefuseTwoSpectraOfAClass() throws IOException {
    Path all = table("a.csv", 1000, "0.3");
    String text = Files.readString(all);
    Files.writeString(all, text.replace("p3,well", "p3,ill").replaceFirst("p2,well", "p2,ill"));
    LabelledSet set = LabelledFiles.read(request(all, "diagnosis", "patient"));

    assertThatThrownBy(set::requireTrainable)
        .hasMessageContaining("class 'well' has 2 spectra; expected 3 or more");
  }

  @Test
  void shouldRefuseAClassThatIsOneGroup() throws IOException {
    LabelledSet set =
        LabelledFiles.read(request(table("a.csv", 1000, "0.3"), "diagnosis", "diagnosis"));

    assertThatThrownBy(set::requireTrainable)
        .hasMessageContaining("all spectra of class 'ill' are of one group, 'ill'")
        .hasMessageContaining("--split spectra");
  }

  @Test
  void shouldRefuseSpectraWithoutLabels() throws IOException {
    Path plain =
        Files.writeString(
            folder.resolve("plain.csv"), "1000,0.1\n1004,0.2\n1008,0.3\n1012,0.1\n1016,0.2\n");

    assertThatThrownBy(() -> LabelledFiles.read(request(plain, null, null)))
        .hasMessageContaining("no spectrum of plain.csv has a label")
        .hasMessageContaining("--label");
  }
}
