package org.spectrastreams.chaos;

import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.block.RawBlock;

/**
 * What is sent: square images, four at a time, block after block. Every block follows from its
 * number alone, so that who verifies can make it again.
 *
 * @param images how many
 */
record Workload(int images) {
  /** Pixels of an image's side. */
  static final int SIDE = 100;

  private static final int BLOCK = 20;
  private static final int BLOCKS_AN_IMAGE = SIDE * SIDE / BLOCK;
  private static final int AT_A_TIME = 4;

  /** As many images as hold so many spectra at least. */
  static Workload of(int spectra) {
    return new Workload(Math.max(1, (spectra + SIDE * SIDE - 1) / (SIDE * SIDE)));
  }

  int blocks() {
    return images * BLOCKS_AN_IMAGE;
  }

  int spectra() {
    return images * SIDE * SIDE;
  }

  static String image(int number) {
    return "chaos-" + number;
  }

  /** The number in the name of one of these images, or -1 for any other name. */
  static int number(String image) {
    return image.matches("chaos-\\d{1,6}") ? Integer.parseInt(image.substring(6)) : -1;
  }

  /** The block that is sent as the {@code i}th. */
  RawBlock block(int i) {
    int group = i / (AT_A_TIME * BLOCKS_AN_IMAGE);
    int rest = i - group * AT_A_TIME * BLOCKS_AN_IMAGE;
    int together = Math.min(AT_A_TIME, images - group * AT_A_TIME);
    return block(image(group * AT_A_TIME + rest % together), rest / together * (long) BLOCK);
  }

  /** The block of an image that begins with this pixel, which is also its sequence. */
  static RawBlock block(String image, long first) {
    int y = (int) (first / SIDE);
    return TestModels.line("scored", image, SIDE, SIDE, (int) (first % SIDE), y, BLOCK);
  }
}
