package org.spectrastreams.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpectrumBlockTest {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 1, 4);

  private static SpectrumBlock block(int columns, int rows, int values, List<String> labels) {
    return new SpectrumBlock(
        AXIS, Quantity.ABSORBANCE, new int[columns], new int[rows], new float[values], labels);
  }

  @Test
  void shouldCountItsSpectra() {
    assertThat(block(3, 3, 12, List.of()).count()).isEqualTo(3);
    assertThat(block(3, 3, 12, List.of("a", "", "b")).labels()).containsExactly("a", "", "b");
    assertThat(
            new SpectrumBlock(AXIS, Quantity.ABSORBANCE, new int[1], new int[1], new float[4])
                .labels())
        .isEmpty();
  }

  @Test
  void shouldRefuseArraysThatDoNotFitEachOther() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> block(0, 0, 0, List.of()))
        .withMessageContaining("0 columns and 0 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> block(2, 3, 8, List.of()))
        .withMessageContaining("2 columns and 3 rows");
    for (int values : new int[] {0, 7, 9}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> block(2, 2, values, List.of()))
          .withMessageContaining(values + " intensities; expected 2 spectra × 4 points");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> block(2, 2, 8, List.of("cell")))
        .withMessageContaining("1 labels for 2 spectra");
  }

  @Test
  void shouldHoldPlanesOverTwoAxes() {
    SpectralAxis rows = SpectralAxis.uniform(AxisKind.CHEMICAL_SHIFT, 0, 1, 3);
    SpectrumBlock planes = planes(rows, 2 * 12);

    assertThat(planes.count()).isEqualTo(2);
    assertThat(planes.points()).isEqualTo(12);
    assertThat(block(1, 1, 4, List.of()).points()).isEqualTo(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> planes(rows, 8))
        .withMessageContaining("8 intensities; expected 2 spectra × 12 points");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> planes(SpectralAxis.uniform(1, 1, 1 + (1 << 18)), 8))
        .withMessageContaining("axis of 262145 points");
    SpectralAxis wide = SpectralAxis.uniform(1, 1, 1025);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SpectrumBlock(
                    wide,
                    Optional.of(wide),
                    Quantity.NMR_INTENSITY,
                    new int[1],
                    new int[1],
                    new float[1],
                    List.of()))
        .withMessageContaining("a plane of 1025 × 1025 points; expected at most 1048576 points");
  }

  private static SpectrumBlock planes(SpectralAxis rows, int values) {
    return new SpectrumBlock(
        AXIS,
        Optional.of(rows),
        Quantity.NMR_INTENSITY,
        new int[2],
        new int[2],
        new float[values],
        List.of());
  }

  @Test
  void shouldNotChangeWithTheListOfLabelsItCameFrom() {
    List<String> labels = new ArrayList<>(List.of("matrix", "cell"));
    SpectrumBlock block = block(2, 2, 8, labels);
    labels.set(0, "lacuna");

    assertThat(block.labels()).containsExactly("matrix", "cell");
    assertThatThrownBy(() -> block.labels().set(0, "lacuna"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void shouldReadEveryQuantityByItsName() {
    for (Quantity quantity : Quantity.values()) {
      assertThat(Quantity.parse(" " + quantity.id().toUpperCase(java.util.Locale.ROOT)))
          .contains(quantity);
    }
    assertThat(Quantity.parse("reflectance")).isEmpty();
    assertThat(Quantity.parse("")).isEmpty();
  }
}
