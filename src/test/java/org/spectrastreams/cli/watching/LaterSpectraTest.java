package org.spectrastreams.cli.watching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.ComputedSource;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.block.BlockDecoder;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.EncodedBlock;
import org.spectrastreams.wire.block.RawBlock;

class LaterSpectraTest {
  private static final ImageGeometry FRAME = ImageGeometry.of(10, 3);
  private static final SpectralAxis AXIS = SpectralAxis.of(AxisKind.WAVENUMBER, 1000, 1004, 1008);

  private static ComputedSource source() {
    return new ComputedSource("made", FRAME, AXIS, (x, y, point) -> 100 * point + 10 * y + x);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 10, 13, 29, 30, 31})
  void shouldLeaveOutWhatWasSentBeforeAndNothingElse(int skip) throws Exception {
    List<Integer> places = new ArrayList<>();
    LaterSpectra later = new LaterSpectra(source(), skip);
    for (SpectrumBlock block = later.next(4); block != null; block = later.next(4)) {
      for (int i = 0; i < block.count(); i++) {
        int place = 10 * block.y()[i] + block.x()[i];
        places.add(place);
        assertThat(block.intensities()[3 * i + 2]).isEqualTo(200 + place);
      }
    }
    assertThat(places).hasSize(Math.max(0, 30 - skip));
    assertThat(places).isSorted().doesNotHaveDuplicates().allMatch(place -> place >= skip);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 12})
  void shouldNumberABlockAlikeWhateverWasSentBefore(int skip) throws Exception {
    List<Long> all = numbers(0);
    assertThat(all).doesNotHaveDuplicates().hasSize(9);
    assertThat(all).containsAll(numbers(4));
    assertThat(numbers(10 + skip)).last().isEqualTo(all.get(8));
  }

  private static List<Long> numbers(int skip) throws IOException {
    BlockEncoder blocks = new BlockEncoder(new LaterSpectra(source(), skip), "p", "img", 4);
    blocks.numberByPlace();
    blocks.setFrameGrows(true);
    blocks.setGeneration(3);
    List<Long> numbers = new ArrayList<>();
    for (EncodedBlock block = blocks.next(); block != null; block = blocks.next()) {
      RawBlock decoded = decoded(block);
      assertThat(decoded.frameGrows()).isTrue();
      assertThat(block.key()).isEqualTo("img/" + decoded.sequence());
      numbers.add(decoded.sequence());
    }
    return numbers;
  }

  private static RawBlock decoded(EncodedBlock block) throws IOException {
    try {
      return new BlockDecoder(BlockLimits.DEFAULT).decode(block.value());
    } catch (RejectedRecordException e) {
      throw new AssertionError(e);
    }
  }
}
