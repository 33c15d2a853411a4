package org.spectrastreams.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapPictureTest {
  private static BufferedImage map(String layer) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MapSnapshot image = SmallImage.image();
    MapPicture.writeMap(image, image.layer(layer).orElseThrow(), 1024, out);
    return ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
  }

  private static String colour(BufferedImage picture, int pixel) {
    int argb = picture.getRGB(pixel % SmallImage.WIDTH, pixel / SmallImage.WIDTH);
    return argb >>> 24 == 0 ? "transparent" : "#%06x".formatted(argb & 0xffffff);
  }

  @Test
  void shouldPaintClassesInTheirColoursAndLeaveWhatHasNoResultTransparent() throws Exception {
    BufferedImage picture = map("class");
    for (int i = 0; i < SmallImage.CLASSES.length; i++) {
      String expected =
          switch (SmallImage.CLASSES[i]) {
            case 0 -> LayerColours.CLASSES.get(0);
            case 1 -> LayerColours.CLASSES.get(1);
            case 253 -> LayerColours.NOT_JUDGED;
            case 254 -> LayerColours.NO_CLASS;
            default -> "transparent";
          };
      assertThat(colour(picture, i)).as("pixel %d", i).isEqualTo(expected);
    }
  }

  @Test
  void shouldLeaveNumbersThatAreMissingTransparent() throws Exception {
    BufferedImage picture = map("confidence");
    for (int i = 0; i < SmallImage.CLASSES.length; i++) {
      assertThat(colour(picture, i).equals("transparent"))
          .isEqualTo(Float.isNaN(SmallImage.confidence(i)));
    }
    assertThat(colour(picture, 0)).as("the least").isEqualTo("#00204d");
    assertThat(colour(picture, 18)).as("the most").isEqualTo("#ffea46");
  }

  @Test
  void shouldDrawTitleLegendAndScaleAroundTheMap() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exports.write(ExportFormat.PNG, SmallImage.image(), SmallImage.records(), out);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(picture.getWidth()).isEqualTo(48 + 800);
    assertThat(picture.getHeight()).isGreaterThan(640 + 100);
    int transparent = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        transparent += picture.getRGB(x, y) >>> 24 == 0 ? 1 : 0;
      }
    }
    // One pixel of 160 × 160 without a result, less the scale bar's box over it.
    assertThat(transparent).isBetween(160 * 160 / 2, 160 * 160);
  }

  @Test
  void shouldHaveTheColoursOfTheViewer() throws Exception {
    String script;
    try (InputStream in = MapPicture.class.getResourceAsStream("/web/palettes.js")) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(listed(script, "CLASS_COLOURS")).isEqualTo(LayerColours.CLASSES);
    assertThat(listed(script, "FLAG_COLOURS")).isEqualTo(LayerColours.FLAGS);
    assertThat(listed(script, "VERDICT_COLOURS")).isEqualTo(LayerColours.VERDICTS);
    assertThat(script)
        .contains("NO_CLASS = '" + LayerColours.NO_CLASS + "'")
        .contains("NOT_JUDGED = '" + LayerColours.NOT_JUDGED + "'")
        .contains("NO_FLAG = '" + LayerColours.NO_FLAG + "'")
        .contains("AGREES = '" + LayerColours.CONTRADICTION.get(0) + "'")
        .contains("CONTRADICTS = '" + LayerColours.CONTRADICTION.get(1) + "'")
        .contains("viridis: '" + LayerColours.VIRIDIS + "'")
        .contains("cividis: '" + LayerColours.CIVIDIS + "'");
  }

  private static List<String> listed(String script, String name) {
    Matcher list = Pattern.compile("const " + name + " = \\[([^\\]]*)\\]").matcher(script);
    assertThat(list.find()).as(name).isTrue();
    return Pattern.compile("#[0-9a-f]{6}")
        .matcher(list.group(1))
        .results()
        .map(found -> found.group())
        .collect(Collectors.toList());
  }

  @Test
  void shouldSayThatABarIsAWidthWherePixelsAreNotSquare() {
    MapSnapshot.PixelSize square = new MapSnapshot.PixelSize(2.5, 2.5);
    MapSnapshot.PixelSize flat = new MapSnapshot.PixelSize(2.5, 5);
    assertThat(ScaleBar.of(square, 0.5, 100).text()).isEqualTo("100 µm");
    assertThat(ScaleBar.of(flat, 0.5, 100).text()).isEqualTo("100 µm across");
  }

  @Test
  void shouldThinAMapThatIsTooLargeForItsPlace() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MapSnapshot image = SmallImage.image();
    MapPicture.writeMap(image, image.layer("class").orElseThrow(), 2, out);
    BufferedImage thin = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(MapPicture.every(image, 2)).isEqualTo(3);
    assertThat(thin.getWidth()).isEqualTo(2);
    assertThat(thin.getHeight()).isEqualTo(2);
    assertThat(MapPicture.every(image, 5)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "2.5, 100, 200 µm, 80",
    "1, 150, 100 µm, 100",
    "10, 150, 1 mm, 100",
    "0.05, 99, 2 µm, 40"
  })
  void shouldDrawABarOfALengthThatIsGoodToRead(
      double micrometres, double most, String text, double pixels) {
    assertThat(ScaleBar.of(micrometres, most).text()).isEqualTo(text);
    assertThat(ScaleBar.of(micrometres, most).pixels())
        .isCloseTo(pixels, org.assertj.core.data.Offset.offset(1e-9));
  }
}
