package org.spectrastreams.formats.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumBlock;

class PictureReaderIT {
  private static final OpenOptions GREY = OpenOptions.NONE.withQuantity(Quantity.GREY_VALUE);

  @TempDir Path folder;

  @Test
  void shouldTakeNoPictureForASpectrumOfItself() throws Exception {
    Path file = PictureSamples.ramp(folder, "png", 3, 2);
    assertThatThrownBy(() -> SpectrumFiles.open(file))
        .isInstanceOfSatisfying(
            SpectrumFileException.class, told -> assertThat(told.isNoMeasurement()).isTrue())
        .hasMessageContaining("a picture")
        .hasMessageContaining("--quantity grey-value");
  }

  @Test
  void shouldReadRowsFromTheTopAsGreyFromBlackToWhite() throws Exception {
    try (FileSource source = SpectrumFiles.open(PictureSamples.ramp(folder, "png", 3, 2), GREY)) {
      SpectrumBlock plane = source.next(1);
      assertThat(plane.axis().kind()).isEqualTo(AxisKind.PIXEL);
      assertThat(plane.second().orElseThrow().toArray()).containsExactly(0, 1);
      assertThat(plane.intensities()[4]).isEqualTo((float) (11 / 255.0));
      assertThat(source.next(1)).isNull();
      assertThat(source.understood().line()).contains("png picture", "2 rows of points");
    }
  }

  @Test
  void shouldReadTheSameGreyWithABandOfOpacityAndInSixteenBits() throws Exception {
    int[] grey = {0, 64, 128, 255};
    for (int[] each : new int[][] {{1, 8}, {2, 8}, {1, 16}, {2, 16}}) {
      Path file = PictureSamples.grey(folder, each[0], each[1], grey, 255);
      try (FileSource source = SpectrumFiles.open(file, GREY)) {
        assertThat(source.next(1).intensities())
            .as("%d bands of %d bits", each[0], each[1])
            .containsExactly(0, (float) (64 / 255.0), (float) (128 / 255.0), 1);
      }
    }
    Path glass = PictureSamples.grey(folder, 2, 8, grey, 254);
    assertThatThrownBy(() -> SpectrumFiles.open(glass, GREY)).hasMessageContaining("transparent");
  }

  @Test
  void shouldRefuseAnotherUnitTransparencyAndWhatIsTooLarge() throws Exception {
    Path file = PictureSamples.ramp(folder, "png", 3, 2);
    assertThatThrownBy(() -> SpectrumFiles.open(file, GREY.withUnit(AxisUnit.PARTS_PER_MILLION)))
        .hasMessageContaining("--unit");
    Path glass = folder.resolve("glass.png");
    ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB), "png", glass.toFile());
    assertThatThrownBy(() -> SpectrumFiles.open(glass, GREY)).hasMessageContaining("transparent");
    Path large = folder.resolve("large.png");
    ImageIO.write(
        new BufferedImage(1025, 1024, BufferedImage.TYPE_BYTE_GRAY), "png", large.toFile());
    assertThatThrownBy(() -> SpectrumFiles.open(large, GREY))
        .hasMessageContaining("1025 × 1024 points");
  }

  /** The library gives the rest of such a picture in grey. */
  @Test
  void shouldRefuseAPictureThatWasCutOff() throws Exception {
    Path file = PictureSamples.ramp(folder, "jpg", 20, 200);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 200));
    assertThatThrownBy(() -> SpectrumFiles.open(file, GREY))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("damaged picture");
  }
}
