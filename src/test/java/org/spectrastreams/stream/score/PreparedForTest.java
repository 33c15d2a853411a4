package org.spectrastreams.stream.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/** What a scorer keeps of what it prepared. */
class PreparedForTest {
  private final List<Integer> prepared = new ArrayList<>();
  private final PreparedFor<Integer> kept = new PreparedFor<>(this::prepare, points -> points);

  private int prepare(SpectrumInput input) {
    prepared.add(input.points());
    return input.points();
  }

  private static SpectrumInput plane(int columns, int rows) {
    return new SpectrumInput(
        SpectralAxis.uniform(AxisKind.PIXEL, 0, 1, columns),
        Optional.of(SpectralAxis.uniform(AxisKind.PIXEL, 0, 1, rows)),
        Quantity.GREY_VALUE);
  }

  @Test
  void shouldKeepWhatIsSmall() throws Exception {
    for (int round = 0; round < 2; round++) {
      for (int i = 1; i <= 8; i++) {
        kept.get(plane(i, 2));
      }
    }
    assertThat(prepared).hasSize(8);
    kept.get(plane(9, 2));
    kept.get(plane(1, 2));
    assertThat(prepared).endsWith(18, 2).hasSize(10);
  }

  @Test
  void shouldForgetLargePlanesSoonerThanTheirNumberAsks() throws Exception {
    kept.get(plane(3, 2));
    kept.get(plane(1000, 500));
    kept.get(plane(3, 2));
    kept.get(plane(1000, 501));
    kept.get(plane(1000, 500));
    assertThat(prepared).as("two of half a million points fit").hasSize(3);
    kept.get(plane(1000, 502));
    kept.get(plane(1000, 500));
    assertThat(prepared).as("the eldest were forgotten").hasSize(4);
    kept.get(plane(1024, 1024));
    kept.get(plane(1024, 1024));
    assertThat(prepared).as("the newest is kept whatever it takes").hasSize(5);
    kept.get(plane(3, 2));
    assertThat(prepared).hasSize(6);
  }
}
