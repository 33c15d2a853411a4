package org.spectrastreams.server.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spectrastreams.wire.proto.Wire;
import org.spectrastreams.wire.proto.Wire.ImageStatus;
import org.spectrastreams.wire.proto.Wire.MapTile;
import org.spectrastreams.wire.proto.Wire.TileEncoding;
import org.spectrastreams.wire.tile.TileFormat;

class MapViewTest {
  private final MapView maps = new MapView(20_000, new Nobody());

  private static ImageStatus status(String id, long firstResult) {
    return ImageStatus.newBuilder()
        .setImageId(id)
        .setWidth(100)
        .setHeight(80)
        .setFirstResultMs(firstResult)
        .build();
  }

  private static MapTile tile(String id, int tileX, int x0, int width, int height, int value) {
    byte[] values = new byte[width * height];
    java.util.Arrays.fill(values, (byte) value);
    return MapTile.newBuilder()
        .setImageId(id)
        .setLayer("class")
        .setTileX(tileX)
        .setX0(x0)
        .setWidth(width)
        .setHeight(height)
        .setEncoding(TileEncoding.CLASS_U8)
        .setValues(ByteString.copyFrom(values))
        .build();
  }

  @Test
  void shouldPutTilesTogetherAndMarkWhatWasNotSeen() {
    maps.accept(status("a", 1));
    maps.accept(tile("a", 0, 0, 64, 2, 7));
    maps.accept(tile("a", 1, 64, 36, 2, 9));

    byte[] window =
        maps.image("a")
            .orElseThrow()
            .window("class", new PixelWindow(62, 1, 4, 2), TileFormat.CLASS_U8);

    assertThat(window).containsExactly(7, 7, 9, 9, -1, -1, -1, -1);
  }

  @Test
  void shouldFillUnseenNumbersWithNaNAndUnseenFlagsWithAllBits() {
    maps.accept(status("a", 1));
    ImageMaps image = maps.image("a").orElseThrow();

    assertThat(image.window("x", new PixelWindow(0, 0, 2, 1), TileFormat.FLOAT32))
        .containsExactly(0, 0, 0xc0, 0x7f, 0, 0, 0xc0, 0x7f);
    assertThat(image.window("x", new PixelWindow(0, 0, 1, 1), TileFormat.FLAGS_U16))
        .containsExactly(0xff, 0xff);
  }

  @Test
  void shouldKeepTheNewestStateOfATile() {
    maps.accept(status("a", 1));
    maps.accept(tile("a", 0, 0, 2, 1, 1));
    long bytes = maps.bytes();
    maps.accept(tile("a", 0, 0, 2, 1, 2));

    assertThat(maps.bytes()).isEqualTo(bytes);
    assertThat(
            maps.image("a")
                .orElseThrow()
                .window("class", new PixelWindow(0, 0, 2, 1), TileFormat.CLASS_U8))
        .containsExactly(2, 2);
  }

  @Test
  void shouldForgetTheTileOfATombstone() {
    maps.accept(status("a", 1));
    maps.accept(tile("a", 0, 0, 64, 2, 7));
    maps.accept(tile("a", 1, 64, 36, 2, 9));

    maps.acceptTile("a/class/1/0", null);
    maps.acceptTile("a/class/2/0", null);
    maps.acceptTile("b/class/0/0", null);
    maps.acceptTile("a/class", null);
    maps.acceptTile(null, null);

    assertThat(classes("a", 63, 2)).containsExactly(7, -1);
    maps.acceptTile("a/class/0/0", null);
    assertThat(maps.bytes()).isZero();
  }

  private byte[] classes(String id, int x, int width) {
    return maps.image(id)
        .orElseThrow()
        .window("class", new PixelWindow(x, 0, width, 1), TileFormat.CLASS_U8);
  }

  private static MapTile begun(MapTile tile, long millis) {
    return tile.toBuilder().setImageBegunMs(millis).build();
  }

  @Test
  void shouldShowNothingOfAnEarlierImageOfTheSameId() {
    for (boolean statusFirst : new boolean[] {true, false}) {
      String id = "image" + statusFirst;
      maps.accept(status(id, 100));
      maps.accept(begun(tile(id, 0, 0, 64, 2, 7), 100));
      maps.accept(begun(tile(id, 1, 64, 36, 2, 7), 100));
      if (statusFirst) {
        maps.accept(status(id, 200));
        maps.accept(begun(tile(id, 0, 0, 64, 2, 9), 200));
      } else {
        maps.accept(begun(tile(id, 0, 0, 64, 2, 9), 200));
        maps.accept(status(id, 200));
      }
      maps.accept(begun(tile(id, 1, 64, 36, 2, 7), 100));

      assertThat(classes(id, 63, 2)).as(id).containsExactly(9, -1);
    }
  }

  @Test
  void shouldKeepTilesThatDoNotTellOfWhichImageTheyAre() {
    maps.accept(tile("a", 0, 0, 64, 2, 7));
    maps.accept(status("a", 1));

    assertThat(classes("a", 0, 1)).containsExactly(7);
  }

  @Test
  void shouldListNewestImagesFirstAndForgetTombstones() {
    maps.accept(status("old", 1));
    maps.accept(status("new", 5));
    maps.acceptStatus("gone", status("gone", 9).toByteArray());
    maps.acceptStatus("gone", null);

    assertThat(maps.statuses()).extracting(ImageStatus::getImageId).containsExactly("new", "old");
  }

  @Test
  void shouldPassOverAStatusThatNobodyCouldBeTold() {
    ImageStatus wrong =
        status("a", 1).toBuilder()
            .setMeasurement(Wire.Measurement.newBuilder().setAcquiredLocal("yesterday"))
            .build();
    maps.acceptStatus("a", wrong.toByteArray());
    assertThat(maps.statuses()).isEmpty();
  }

  @Test
  void shouldHideTilesUntilTheirImagesStatusComes() {
    maps.accept(tile("a", 0, 0, 2, 1, 1));
    assertThat(maps.image("a")).isEmpty();
    assertThat(maps.statuses()).isEmpty();

    maps.accept(status("a", 1));
    assertThat(
            maps.image("a")
                .orElseThrow()
                .window("class", new PixelWindow(0, 0, 2, 1), TileFormat.CLASS_U8))
        .containsExactly(1, 1);
  }

  @Test
  void shouldGiveUpTheMapThatWasTouchedLongestAgoButKeepItsStatus() {
    for (String id : List.of("a", "b", "c", "d", "e")) {
      maps.accept(status(id, 1));
      maps.accept(tile(id, 0, 0, 64, 64, 1));
    }

    assertThat(maps.bytes()).isLessThanOrEqualTo(20_000);
    assertThat(maps.statuses()).hasSize(5);
    assertThat(maps.image("a").orElseThrow().isEvicted()).isTrue();
    assertThat(maps.image("e").orElseThrow().isEvicted()).isFalse();
  }

  @Test
  void shouldNotListMoreImagesThanItsBound() {
    for (int i = 0; i < MapView.MAX_IMAGES + 50; i++) {
      maps.accept(status("i" + i, i));
    }
    assertThat(maps.statuses()).hasSize(MapView.MAX_IMAGES);
    assertThat(maps.image("i0")).isEmpty();
  }

  @Test
  void shouldRefuseATileWhoseValuesDoNotFitItsSize() {
    MapTile wrong = tile("a", 0, 0, 2, 2, 1).toBuilder().setWidth(3).build();

    assertThatThrownBy(() -> maps.accept(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 × 2 pixels with 4 bytes");
    maps.acceptTile("a/class/0/0", wrong.toByteArray());
    maps.acceptTile("a/class/0/0", new byte[] {8, 1, 2});
    assertThat(maps.bytes()).isZero();
  }
}
