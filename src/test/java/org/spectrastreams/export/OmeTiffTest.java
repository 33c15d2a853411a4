package org.spectrastreams.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The file is read here by Java's own reader of TIFF and by the letter of the format. */
class OmeTiffTest {
  private static byte[] written() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exports.write(ExportFormat.OME_TIFF, SmallImage.image(), SmallImage.records(), out);
    return out.toByteArray();
  }

  private static Document xml(byte[] tiff) throws Exception {
    ByteBuffer file = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    Map<Integer, int[]> tags = directory(file, file.getInt(4));
    int[] description = tags.get(270);
    String text = new String(tiff, description[1], description[0] - 1, StandardCharsets.US_ASCII);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Tag → count and value or offset. */
  private static Map<Integer, int[]> directory(ByteBuffer file, int at) {
    Map<Integer, int[]> tags = new TreeMap<>();
    int entries = file.getShort(at);
    for (int i = 0; i < entries; i++) {
      int entry = at + 2 + 12 * i;
      tags.put(
          file.getShort(entry) & 0xffff,
          new int[] {file.getInt(entry + 4), file.getInt(entry + 8)});
    }
    tags.put(-1, new int[] {0, file.getInt(at + 2 + 12 * entries)});
    return tags;
  }

  private static Element one(Document xml, String name) {
    NodeList found = xml.getElementsByTagName(name);
    assertThat(found.getLength()).as(name).isPositive();
    return (Element) found.item(0);
  }

  @Test
  void shouldWriteEveryLayerAsAPlaneOfNumbersWithMissingPixelsAsNaN() throws Exception {
    byte[] tiff = written();
    ByteBuffer file = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    int at = file.getInt(4);
    List<float[]> planes = new ArrayList<>();
    while (at != 0) {
      Map<Integer, int[]> tags = directory(file, at);
      assertThat(tags.get(256)[1]).isEqualTo(SmallImage.WIDTH);
      assertThat(tags.get(257)[1]).isEqualTo(SmallImage.HEIGHT);
      assertThat(tags.get(339)[1]).as("floating point").isEqualTo(3);
      assertThat(tags.get(273)[0]).as("one strip").isEqualTo(1);
      assertThat(tags.get(279)[1]).isEqualTo(4 * SmallImage.WIDTH * SmallImage.HEIGHT);
      planes.add(SmallImage.floats(tiff, tags.get(273)[1]));
      at = tags.get(-1)[1];
    }
    assertThat(planes).hasSize(4);
    for (int i = 0; i < SmallImage.CLASSES.length; i++) {
      int code = SmallImage.CLASSES[i];
      float flags = code == 255 ? Float.NaN : code == 254 ? 2 : 0;
      float[] expected = {
        code < 2 ? code : Float.NaN, SmallImage.confidence(i), code < 2 ? i % 3 : Float.NaN, flags
      };
      for (int c = 0; c < expected.length; c++) {
        assertThat(planes.get(c)[i]).isEqualTo(Float.valueOf(expected[c]));
      }
    }
  }

  @Test
  void shouldBeReadByAnotherReaderOfTiff() throws Exception {
    ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(written())));
    assertThat(reader.getNumImages(true)).isEqualTo(4);
    float[] confidence = new float[SmallImage.CLASSES.length];
    reader.read(1).getRaster().getPixels(0, 0, SmallImage.WIDTH, SmallImage.HEIGHT, confidence);
    for (int i = 0; i < confidence.length; i++) {
      assertThat(confidence[i]).isEqualTo(Float.valueOf(SmallImage.confidence(i)));
    }
  }

  @Test
  void shouldSayNamesSizesPlaceAndWhatMadeIt() throws Exception {
    Document xml = xml(written());
    Element pixels = one(xml, "Pixels");
    assertThat(pixels.getAttribute("SizeC")).isEqualTo("4");
    assertThat(pixels.getAttribute("Type")).isEqualTo("float");
    assertThat(pixels.getAttribute("PhysicalSizeX")).isEqualTo("2.5");
    assertThat(pixels.getAttribute("PhysicalSizeY")).isEqualTo("5.0");
    assertThat(pixels.getAttribute("PhysicalSizeXUnit")).isEqualTo("µm");
    NodeList channels = xml.getElementsByTagName("Channel");
    assertThat(((Element) channels.item(3)).getAttribute("Name")).isEqualTo("quality");
    Element plane = one(xml, "Plane");
    assertThat(plane.getAttribute("PositionX")).isEqualTo("120.5");
    assertThat(plane.getAttribute("PositionYUnit")).isEqualTo("µm");
    assertThat(one(xml, "AcquisitionDate").getTextContent()).isEqualTo("2024-05-03T14:07:55");
    assertThat(one(xml, "Description").getTextContent()).startsWith("SIMULATED");
    Map<String, String> told = new TreeMap<>();
    NodeList entries = xml.getElementsByTagName("M");
    for (int i = 0; i < entries.getLength(); i++) {
      Element entry = (Element) entries.item(i);
      told.put(entry.getAttribute("K"), entry.getTextContent());
    }
    assertThat(told)
        .containsEntry("model", "tissue@1.0.0")
        .containsEntry("instrument", "Bench & Co")
        .containsEntry("channel class 0", "<b>matrix</b>")
        .containsEntry("channel quality 2", "all zero")
        .containsEntry("pixels with a result", "19 of 20");
  }

  @Test
  void shouldSayNothingOfASizeThatIsNotKnownAndGuessNoUnit() throws Exception {
    var status = SmallImage.status();
    status.getMeasurementBuilder().setUnit("steps");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OmeTiff.write(SmallImage.image(status.build()), out);
    Document xml = xml(out.toByteArray());
    assertThat(one(xml, "Pixels").hasAttribute("PhysicalSizeX")).isFalse();
    assertThat(one(xml, "Plane").getAttribute("PositionXUnit")).isEqualTo("reference frame");
    assertThat(one(xml, "Plane").getAttribute("PositionX")).isEqualTo("120.5");
  }

  @Test
  void shouldRefuseWhatNoTiffCanHoldBeforeItReadsAPixel() {
    var status = SmallImage.status().setWidth(16_384).setHeight(16_384).build();
    assertThatThrownBy(
            () -> OmeTiff.write(SmallImage.image(status), OutputStream.nullOutputStream()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16384 × 16384")
        .hasMessageContaining("--layer");
  }
}
