package org.spectrastreams.fuzz;

import java.io.IOException;
import java.util.List;

/** A parser of bytes from outside. */
interface Target {
  /**
   * Gives it bytes, which it may read or refuse in its own way. Whatever else it does comes out as
   * an exception or an error.
   */
  void parse(byte[] bytes) throws IOException;

  /** What it reads, for a fuzzer to begin with. */
  List<byte[]> seeds() throws IOException;

  /** A refusal says why. */
  static void requireWords(Exception e) {
    if (e.getMessage() == null || e.getMessage().isBlank()) {
      throw new AssertionError("an error without words", e);
    }
  }
}
