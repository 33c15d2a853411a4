package org.spectrastreams.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

class LabelledSetTest {
  private static LabelledSet set(SpectralAxis axis, List<String> classes, int[] labels) {
    int[] groups = new int[labels.length];
    float[] spectra = new float[labels.length * axis.size()];
    for (int i = 0; i < labels.length; i++) {
      groups[i] = i;
      spectra[i * axis.size()] = i + 1;
    }
    return new LabelledSet(
        new LabelledPixels(axis, Quantity.ABSORBANCE, classes, spectra, labels, labels, groups),
        java.util.stream.IntStream.range(0, labels.length).mapToObj(i -> "patient " + i).toList(),
        "by patient",
        false,
        false,
        Map.of(),
        List.of());
  }

  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, 3);

  @Test
  void shouldPutSpectraToTestBehindThoseToLearnFrom() {
    LabelledSet learned = set(AXIS, List.of("a", "b", "c"), new int[] {0, 1, 2});
    LabelledSet test = set(AXIS, List.of("b", "c"), new int[] {1, 0});

    LabelledSet both = learned.followedBy(test);

    assertThat(both.pixels().labels()).containsExactly(0, 1, 2, 2, 1);
    assertThat(both.pixels().groups()).containsExactly(0, 1, 2, 3, 4);
    assertThat(both.pixels().spectra()[4 * 3]).isEqualTo(2f);
    assertThat(both.groupNames()).hasSize(5);
    assertThat(both.notes()).anySatisfy(note -> assertThat(note).contains("patient 0", "flatter"));
  }

  @Test
  void shouldRefuseToTestAClassThatNothingWasLearnedOf() {
    LabelledSet learned = set(AXIS, List.of("a", "b"), new int[] {0, 1});
    LabelledSet test = set(AXIS, List.of("c"), new int[] {0});

    assertThatThrownBy(() -> learned.followedBy(test)).hasMessageContaining("class 'c'");
  }

  @Test
  void shouldRefuseToTestSpectraOfAnotherAxis() {
    LabelledSet learned = set(AXIS, List.of("a"), new int[] {0});
    LabelledSet test = set(SpectralAxis.uniform(1000, 5, 3), List.of("a"), new int[] {0});

    assertThatThrownBy(() -> learned.followedBy(test))
        .hasMessageContaining("nothing is resampled unasked");
  }
}
