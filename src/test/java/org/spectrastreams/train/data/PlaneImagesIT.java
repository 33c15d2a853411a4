package org.spectrastreams.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.train.recipe.LabelledImages;

/** Pictures as planes of grey values. */
class PlaneImagesIT {
  @TempDir private Path folder;

  private static LabelledImages wanted(String... classes) {
    return new LabelledImages(List.of(classes), 2, 3, 3, "NOASSERTION", "made by this test");
  }

  private Path picture(String name, int width, int height, int... grey) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < grey.length; i++) {
      image.setRGB(i % width, i / width, grey[i] * 0x010101);
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void shouldReadGreyValuesOver255() throws IOException {
    picture("a/one.png", 3, 2, 0, 51, 102, 153, 204, 255);
    picture("b/two.png", 3, 2, 255, 255, 255, 255, 255, 0);
    PreparedSpectra planes = PlaneImages.read(wanted("a", "b"), folder);
    assertThat(planes.labels()).containsExactly(0, 1);
    assertThat(planes.values())
        .containsExactly(
            new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1, 1, 1, 1, 1, 1, 0}, within(1e-6f));
  }

  @Test
  void shouldTakeTheMeanOfWhatAPointCovers() throws IOException {
    // Four columns on three: 1 + 1/3 each; three rows on two.
    Path file = picture("a/wide.png", 4, 3, 0, 255, 255, 255, 0, 255, 255, 255, 255, 255, 255, 255);
    float[] plane = PlaneImages.plane(file, wanted("a", "b"));
    assertThat(plane[0]).isCloseTo(0.25f, within(1e-6f));
    assertThat(plane[1]).isCloseTo(1f, within(1e-6f));
    assertThat(plane[3]).isCloseTo((0.5f * 0.25f + 1) / 1.5f, within(1e-6f));
  }

  @Test
  void shouldRefuseAPictureThatItsGridCannotTake() throws IOException {
    Path small = picture("a/small.png", 2, 2, 0, 255, 0, 255);
    assertThatThrownBy(() -> PlaneImages.plane(small, wanted("a", "b")))
        .hasMessageContaining("small.png: the picture has 2 × 2 points, the model reads 3 × 2");
    Path empty = picture("a/empty.png", 3, 2, 255, 255, 255, 255, 255, 255);
    assertThatThrownBy(() -> PlaneImages.plane(empty, wanted("a", "b")))
        .hasMessageContaining("empty.png shows nothing: [FLAT]");
  }

  @Test
  void shouldSayWhichFolderOrFileIsWrong() throws IOException {
    picture("a/one.png", 3, 2, 0, 51, 102, 153, 204, 255);
    assertThatThrownBy(() -> PlaneImages.read(wanted("a", "b"), folder))
        .hasMessageContaining("no folder 'b'");
    assertThatThrownBy(() -> PlaneImages.read(wanted("a", "../a"), folder.resolve("a")))
        .hasMessageContaining("no folder");
    Files.createDirectories(folder.resolve("b"));
    assertThatThrownBy(() -> PlaneImages.read(wanted("a", "b"), folder))
        .hasMessageContaining("holds no picture");
    Files.writeString(folder.resolve("b/no.jpg"), "not a picture");
    assertThatThrownBy(() -> PlaneImages.read(wanted("a", "b"), folder))
        .hasMessageContaining("no.jpg")
        .hasMessageContaining("no picture");
  }

  @Test
  void shouldRefuseMorePicturesThanOneArrayHolds() throws IOException {
    assertThat(PlaneImages.values(folder, 2047, 1 << 20)).isEqualTo(2047 << 20);
    assertThatThrownBy(() -> PlaneImages.values(folder, 2048, 1 << 20))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has 2048 pictures; expected 2047 at most of 1048576 points each");
    assertThatThrownBy(() -> PlaneImages.values(folder, 20_001, 6))
        .hasMessageContaining("expected 20000 at most");
  }
}
