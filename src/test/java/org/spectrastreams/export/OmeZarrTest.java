package org.spectrastreams.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.spectrastreams.wire.Packed;

class OmeZarrTest {
  private static Map<String, byte[]> written(MapSnapshot image) throws Exception {
    Map<String, byte[]> files = new TreeMap<>();
    OmeZarr.write(
        image,
        (path, bytes) -> assertThat(files.put(path, bytes)).as("%s written once", path).isNull());
    return files;
  }

  private static JsonNode json(Map<String, byte[]> files, String path) throws Exception {
    return new ObjectMapper().readTree(files.get(path));
  }

  @Test
  void shouldWriteOneArrayWithAChannelALayer() throws Exception {
    Map<String, byte[]> files = written(SmallImage.image());
    assertThat(files)
        .containsOnlyKeys(
            ".zattrs", ".zgroup", "0/.zarray", "0/0/0/0", "0/1/0/0", "0/2/0/0", "0/3/0/0");
    JsonNode array = json(files, "0/.zarray");
    assertThat(array.get("shape")).hasToString("[4,4,5]");
    assertThat(array.get("chunks")).hasToString("[1,256,256]");
    assertThat(array.get("fill_value").asText()).isEqualTo("NaN");
    byte[] chunk =
        new InflaterInputStream(new ByteArrayInputStream(files.get("0/1/0/0"))).readAllBytes();
    assertThat(chunk).hasSize(256 * 256 * 4);
    for (int y = 0; y < 256; y++) {
      for (int x = 0; x < 256; x++) {
        boolean inside = x < SmallImage.WIDTH && y < SmallImage.HEIGHT;
        float expected = inside ? SmallImage.confidence(y * SmallImage.WIDTH + x) : Float.NaN;
        assertThat(Packed.over(chunk).getFloat((y * 256 + x) * 4))
            .isEqualTo(Float.valueOf(expected));
      }
    }
  }

  @Test
  void shouldSayScaleAndPlaceInMicrometres() throws Exception {
    JsonNode scales = json(written(SmallImage.image()), ".zattrs").at("/multiscales/0");
    assertThat(scales.get("version").asText()).isEqualTo("0.4");
    assertThat(scales.at("/axes/2"))
        .hasToString("{\"name\":\"x\",\"type\":\"space\",\"unit\":\"micrometer\"}");
    JsonNode said = scales.at("/datasets/0/coordinateTransformations");
    assertThat(said.at("/0/scale")).hasToString("[1.0,5.0,2.5]");
    assertThat(said.at("/1/translation")).hasToString("[0.0,-40.0,120.5]");
  }

  @Test
  void shouldSayNoPlaceThatScaleAndShiftCannotTell() throws Exception {
    var status = SmallImage.status();
    status.getMeasurementBuilder().setRotationDegrees(3);
    JsonNode attributes = json(written(SmallImage.image(status.build())), ".zattrs");
    assertThat(attributes.at("/multiscales/0/datasets/0/coordinateTransformations")).hasSize(1);
    assertThat(attributes.at("/spectra-streams/stage rotation, degrees").asText()).isEqualTo("3.0");
  }

  @Test
  void shouldLeaveOutChunksWithoutAValue() throws Exception {
    MapSnapshot image = SmallImage.image();
    SnapshotLayer confidence = image.only("confidence").layers().get(0);
    byte[] missing = new byte[SmallImage.WIDTH * SmallImage.HEIGHT * 4];
    confidence.format().clear(missing, 0, missing.length);
    SnapshotLayer empty =
        new SnapshotLayer(
            "value",
            "Value",
            "mol/l",
            confidence.format(),
            confidence.names(),
            "",
            "",
            () -> missing);
    Map<String, byte[]> files =
        written(
            new MapSnapshot(
                image.status(), java.util.List.of(empty), image.rejections(), image.model()));
    assertThat(files).containsOnlyKeys(".zattrs", ".zgroup", "0/.zarray");
  }
}
