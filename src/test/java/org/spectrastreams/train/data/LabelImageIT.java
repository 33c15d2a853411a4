package org.spectrastreams.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.formats.spi.OpenOptions;

class LabelImageIT {
  private static final int WIDTH = 5;
  private static final int HEIGHT = 3;

  @TempDir private Path folder;

  /** A map whose first value is the number of its pixel, told column by column. */
  private Path map() throws IOException {
    StringBuilder text = new StringBuilder("x,y");
    for (int p = 0; p < 8; p++) {
      text.append(',').append(1000 + 4 * p);
    }
    for (int x = 0; x < WIDTH; x++) {
      for (int y = 0; y < HEIGHT; y++) {
        text.append('\n').append(x).append(',').append(y).append(',').append(y * WIDTH + x);
        text.append(",0.2,0.3,0.4,0.5,0.4,0.3,0.1");
      }
    }
    return Files.writeString(folder.resolve("map.csv"), text.append('\n').toString());
  }

  private LabelledSet read(Path image, Map<String, String> names) throws IOException {
    return LabelledFiles.read(
        new DataRequest(
                List.of(map()), Optional.empty(), Optional.empty(), OpenOptions.NONE, false, 2, 100)
            .labelledBy(image, names));
  }

  /** Columns of a map have the codes 0, 1, 1, 2, 7. */
  private static int code(int pixel) {
    return new int[] {0, 1, 1, 2, 7}[pixel % WIDTH];
  }

  private static void assertLabelled(LabelledSet set, Map<String, String> names) {
    assertThat(set.pixels().count()).isEqualTo(9);
    for (int i = 0; i < 9; i++) {
      int pixel = Math.round(set.pixels().spectra()[i * 8]);
      assertThat(set.pixels().classes().get(set.pixels().labels()[i]))
          .isEqualTo(names.get(String.valueOf(code(pixel))));
      // Two blocks of columns, though the file goes column by column.
      assertThat(set.groupNames().get(set.pixels().groups()[i]))
          .isEqualTo("block " + (pixel % WIDTH < 3 ? 0 : 1));
    }
  }

  private Path png(int width) throws IOException {
    BufferedImage picture = new BufferedImage(width, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    for (int pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
      if (pixel % WIDTH < width) {
        picture.getRaster().setSample(pixel % WIDTH, pixel / WIDTH, 0, code(pixel));
      }
    }
    Path file = folder.resolve("labels.png");
    ImageIO.write(picture, "png", file.toFile());
    return file;
  }

  @Test
  void shouldGiveEveryPixelOfAMapTheNameOfItsGreyLevel() throws IOException {
    Map<String, String> names = Map.of("1", "gland", "2", "stroma");

    LabelledSet set = read(png(WIDTH), names);

    assertLabelled(set, names);
    assertThat(set.files()).containsKeys("map.csv", "labels.png");
    assertThat(set.notes()).anyMatch(note -> note.contains("0 (3 pixels), 7 (3 pixels)"));
  }

  @Test
  void shouldNotGuessWhatAGreyLevelMeans() throws IOException {
    Path file = png(WIDTH);

    assertThatThrownBy(() -> read(file, Map.of()))
        .hasMessageContaining("1 (6 pixels)")
        .hasMessageContaining("--label-names");
    assertThatThrownBy(() -> read(file, Map.of("1", "gland", "9", "lumen")))
        .hasMessageContaining("--label-names names 9");
  }

  @Test
  void shouldRefuseAnImageOfAnotherSize() throws IOException {
    Path file = png(WIDTH - 1);

    assertThatThrownBy(() -> read(file, Map.of("1", "gland")))
        .hasMessageContaining("4 × 3 pixels, the map 5 × 3");
  }

  @Test
  void shouldTakeColoursOfAPalettelessPicture() throws IOException {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
      picture.setRGB(pixel % WIDTH, pixel / WIDTH, code(pixel) * 0x102030);
    }
    Path file = folder.resolve("labels.png");
    ImageIO.write(picture, "png", file.toFile());

    assertLabelled(
        read(file, Map.of("#102030", "gland", "#204060", "stroma")),
        Map.of("1", "gland", "2", "stroma"));
  }

  @Test
  void shouldTakeTheNamesOfAnEnviClassification() throws IOException {
    byte[] codes = new byte[WIDTH * HEIGHT];
    for (int pixel = 0; pixel < codes.length; pixel++) {
      codes[pixel] = (byte) (code(pixel) == 7 ? 0 : code(pixel));
    }
    Files.write(folder.resolve("classes.dat"), codes);
    Path header =
        Files.writeString(
            folder.resolve("classes.hdr"),
            """
            ENVI
            samples = 5
            lines = 3
            bands = 1
            header offset = 0
            data type = 1
            byte order = 0
            file type = ENVI Classification
            classes = 3
            class names = {
             Unclassified, gland, stroma}
            """);

    assertLabelled(read(header, Map.of()), Map.of("1", "gland", "2", "stroma"));

    Files.write(folder.resolve("classes.dat"), new byte[WIDTH * HEIGHT - 1]);
    assertThatThrownBy(() -> read(header, Map.of())).hasMessageContaining("expected 15");
  }

  @Test
  void shouldTakeTheWordsOfAGridAsTheyAre() throws IOException {
    Path grid = Files.writeString(folder.resolve("labels.csv"), "NA;a;a;b;\n".repeat(HEIGHT));

    assertLabelled(read(grid, Map.of()), Map.of("1", "a", "2", "b"));
  }

  @Test
  void shouldRefuseLabelsOfOneMapForSeveralFiles() throws IOException {
    Path grid = Files.writeString(folder.resolve("labels.csv"), "a,b\n");
    DataRequest two =
        new DataRequest(
            List.of(map(), map()),
            Optional.empty(),
            Optional.empty(),
            OpenOptions.NONE,
            false,
            2,
            100);

    assertThatThrownBy(() -> two.labelledBy(grid, Map.of())).hasMessageContaining("2 files");
  }
}
