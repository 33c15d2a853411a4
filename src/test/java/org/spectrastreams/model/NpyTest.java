package org.spectrastreams.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.engine.EngineException;

class NpyTest {
  /** numpy.save of numpy.array([[1, -2], [0.5, 3]], "<f4"), NumPy 2. */
  private static final byte[] NUMPY_FILE =
      HexFormat.of()
          .parseHex(
              "934e554d5059010076007b276465736372273a20273c6634272c2027666f727472616e5f6f726465"
                  + "72273a2046616c73652c20277368617065273a2028322c2032292c207d"
                  + "20".repeat(58)
                  + "0a"
                  + "0000803f000000c00000003f00004040");

  private static final Npy ARRAY = new Npy(new int[] {2, 2}, new float[] {1, -2, 0.5f, 3});

  @Test
  void shouldWriteWhatNumPyWrites() {
    assertThat(ARRAY.toBytes()).isEqualTo(NUMPY_FILE);
  }

  @Test
  void shouldReadWhatNumPyWrote() {
    Npy found = Npy.read("a.npy", NUMPY_FILE, -1, 2);
    assertThat(found.shape()).containsExactly(2, 2);
    assertThat(found.values()).containsExactly(1, -2, 0.5f, 3);
    byte[] line = new Npy(new int[] {3}, new float[] {4, 5, 6}).toBytes();
    assertThat(Npy.read("b.npy", line, 3).values()).containsExactly(4, 5, 6);
  }

  @Test
  void shouldRefuseOtherShapes() {
    assertThatThrownBy(() -> Npy.read("a.npy", NUMPY_FILE, 2, 3))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("a.npy is an array of 2, 2; expected [2, 3]");
    assertThatThrownBy(() -> Npy.read("a.npy", NUMPY_FILE, -1)).hasMessageContaining("expected");
  }

  @Test
  void shouldRefuseFilesThatAreCutOrNoArrays() {
    for (int length = 0; length < NUMPY_FILE.length; length++) {
      byte[] cut = Arrays.copyOf(NUMPY_FILE, length);
      assertThatThrownBy(() -> Npy.read("a.npy", cut, 2, 2)).isInstanceOf(EngineException.class);
    }
    byte[] doubles = NUMPY_FILE.clone();
    doubles[23] = '8';
    assertThatThrownBy(() -> Npy.read("a.npy", doubles, 2, 2)).hasMessageContaining("'<f8'");
  }

  @Test
  void shouldRefuseShapesTooLargeForAnyFile() {
    String huge = "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 9), }";
    byte[] file = Arrays.copyOf(NUMPY_FILE, NUMPY_FILE.length);
    byte[] text =
        (huge + " ".repeat(117 - huge.length()) + "\n")
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, file, 10, text.length);
    assertThatThrownBy(() -> Npy.read("a.npy", file, -1, -1)).isInstanceOf(EngineException.class);
  }
}
