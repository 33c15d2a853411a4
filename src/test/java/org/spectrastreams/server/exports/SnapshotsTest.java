package org.spectrastreams.server.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spectrastreams.export.MapSnapshot;
import org.spectrastreams.server.maps.ImageMaps;
import org.spectrastreams.server.maps.MapView;
import org.spectrastreams.server.maps.PixelWindow;
import org.spectrastreams.wire.proto.Wire;

/** An export never joins the status of one scan with the layers of another, or with none. */
class SnapshotsTest {
  private final MapView maps =
      new MapView(
          1 << 20,
          new MapView.Listener() {
            @Override
            public void imageChanged(String imageId) {}

            @Override
            public void tileChanged(String imageId, String layer, PixelWindow changed) {}
          });
  private ImageMaps image;
  private MapSnapshot snapshot;

  private static Wire.ImageStatus status(long firstResult) {
    return Wire.ImageStatus.newBuilder()
        .setImageId("a")
        .setWidth(2)
        .setHeight(1)
        .setFirstResultMs(firstResult)
        .addLayers(Wire.Layer.newBuilder().setId("class").setEncoding(Wire.TileEncoding.CLASS_U8))
        .build();
  }

  @BeforeEach
  void take() {
    maps.accept(status(1_000));
    maps.accept(
        Wire.MapTile.newBuilder()
            .setImageId("a")
            .setLayer("class")
            .setWidth(2)
            .setHeight(1)
            .setImageBegunMs(1_000)
            .setEncoding(Wire.TileEncoding.CLASS_U8)
            .setValues(ByteString.copyFrom(new byte[] {0, 1}))
            .build());
    image = maps.image("a").orElseThrow();
    snapshot = Snapshots.of(image, List.of(), Optional.empty());
  }

  private byte[] layer() {
    return snapshot.layers().get(0).bytes().get();
  }

  @Test
  void shouldReadLayersWhenTheyAreNeeded() {
    assertThat(layer()).containsExactly(0, 1);
    maps.accept(status(1_000)); // more of the same scan
    assertThat(layer()).containsExactly(0, 1);
  }

  @Test
  void shouldRefuseALayerOnceAnotherScanHasBegun() {
    maps.accept(status(2_000));
    assertThatThrownBy(this::layer)
        .isInstanceOf(Snapshots.ChangedImageException.class)
        .hasMessageContaining("a new scan of image a began");
  }

  @Test
  void shouldRefuseALayerThatWasGivenUpForOtherImages() {
    image.evict();
    assertThatThrownBy(this::layer)
        .isInstanceOf(Snapshots.ChangedImageException.class)
        .hasMessageContaining("left the viewer's memory");
  }
}
