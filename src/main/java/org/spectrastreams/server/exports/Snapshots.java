package org.spectrastreams.server.exports;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.export.MapSnapshot;
import org.spectrastreams.export.ModelNote;
import org.spectrastreams.export.SnapshotLayer;
import org.spectrastreams.server.maps.ImageMaps;
import org.spectrastreams.server.maps.LayerInfo;
import org.spectrastreams.server.maps.PixelWindow;
import org.spectrastreams.server.maps.Rejections;
import org.spectrastreams.stream.maps.LayerCodes;
import org.spectrastreams.stream.maps.MapLayer;
import org.spectrastreams.wire.proto.Wire;
import org.spectrastreams.wire.tile.TileFormat;

/** What an export is told of an image: the same that the viewer shows. */
final class Snapshots {
  /** What an image was when its export began is no longer there. */
  static final class ChangedImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChangedImageException(String message) {
      super(message);
    }
  }

  private Snapshots() {}

  /**
   * An image as it is now. Its layers are read later, and throw {@link ChangedImageException} where
   * they would be of another scan than its status, or of none.
   */
  static MapSnapshot of(
      ImageMaps image, List<Rejections.Rejected> rejected, Optional<ModelNote> model) {
    long begun = image.begun(); // before the status: what begins between them is noticed, too
    Wire.ImageStatus status = image.status();
    return new MapSnapshot(
        status,
        status.getLayersList().stream()
            .filter(layer -> TileFormat.isKnown(layer.getEncoding()))
            .map(layer -> layer(image, begun, status, LayerInfo.KNOWN.layer(layer)))
            .toList(),
        rejected.stream()
            .map(one -> new MapSnapshot.Rejection(one.reason(), one.message(), one.spectra()))
            .toList(),
        model);
  }

  private static SnapshotLayer layer(
      ImageMaps image, long begun, Wire.ImageStatus status, MapLayer layer) {
    PixelWindow whole = new PixelWindow(0, 0, status.getWidth(), status.getHeight());
    return new SnapshotLayer(
        layer.id(),
        layer.listed().getTitle(),
        layer.listed().getUnit(),
        layer.format(),
        layer.codes().flatMap(codes -> codes.names(status)).orElse(List.of()),
        layer.codes().map(LayerCodes::noneTitle).orElse(""),
        layer.codes().filter(LayerCodes::tellNotJudged).isPresent() ? "not judged" : "",
        () -> {
          byte[] pixels = image.window(layer.id(), whole, layer.format());
          requireSame(image, begun, status.getImageId());
          return pixels;
        });
  }

  private static void requireSame(ImageMaps image, long begun, String id) {
    if (image.isEvicted()) {
      throw new ChangedImageException(
          "the map of image %s left the viewer's memory while it was exported".formatted(id));
    }
    if (image.begun() != begun) {
      throw new ChangedImageException(
          "a new scan of image %s began while it was exported: ask again".formatted(id));
    }
  }
}
