package org.spectrastreams.formats.agilent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.spectrastreams.formats.raster.RasterSource;
import org.spectrastreams.formats.raster.ReadAhead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * The spectra of a mosaic, a tile after another, each in its place; the next tile is {@linkplain
 * ReadAhead read ahead} meanwhile, and opened when all of the last is read.
 */
final class MosaicSource implements FileSource {
  private final MosaicFiles files;
  private final TileHeader tile;
  private final StoredAxis axis;
  private final Understood understood;
  private final Iterator<Map.Entry<MosaicFiles.Place, Path>> tiles;
  private Map.Entry<MosaicFiles.Place, Path> following;
  private ReadAhead ahead;
  private RasterSource open;
  private MosaicFiles.Place place;
  private RasterSource upcoming;
  private boolean failed;
  private boolean closed;

  /**
   * The spectra of a mosaic.
   *
   * @param tile the header that all tiles have
   */
  MosaicSource(MosaicFiles files, TileHeader tile, StoredAxis axis, Understood understood) {
    this.files = files;
    this.tile = tile;
    this.axis = axis;
    this.understood = understood;
    this.tiles = files.read().entrySet().iterator();
    this.following = tiles.next();
  }

  @Override
  public String name() {
    return files.description().getFileName().toString();
  }

  @Override
  public SpectralAxis axis() {
    return axis.axis();
  }

  @Override
  public Understood understood() {
    return understood;
  }

  @Override
  public SpectrumBlock next(int maxSpectra) throws IOException {
    FileSource.requireAsked(maxSpectra, !closed);
    SpectrumBlock block = open == null ? null : open.next(maxSpectra);
    while (block == null) {
      if (open != null) {
        open.close();
        open = null;
      }
      if (following == null) {
        return null;
      }
      openFollowing();
      block = open.next(maxSpectra);
    }
    if (upcoming == null && following != null && !failed && open.isReadOut()) {
      beginFollowing();
    }
    int[] x = new int[block.count()];
    int[] y = new int[block.count()];
    for (int i = 0; i < block.count(); i++) {
      x[i] = block.x()[i] + place.column() * tile.width();
      y[i] = block.y()[i] + place.row() * tile.height();
    }
    return new SpectrumBlock(axis(), quantity(), x, y, block.intensities());
  }

  /** Whether one of the tiles that are read does. */
  @Override
  public boolean endsInZeros() throws IOException {
    for (Path path : files.read().values()) {
      try (RasterSource one = opened(path, ReadAhead.NONE)) {
        if (one.endsInZeros()) {
          return true;
        }
      }
    }
    return false;
  }

  private void beginFollowing() {
    try {
      upcoming = opened(following.getValue(), ahead);
      upcoming.begin();
    } catch (IOException | RuntimeException e) {
      failed = true; // it is opened again when its turn comes, and said then
    }
  }

  private void openFollowing() throws IOException {
    place = following.getKey();
    if (ahead == null) {
      ahead = ReadAhead.of(following.getValue());
    }
    open = upcoming == null ? opened(following.getValue(), ahead) : upcoming;
    upcoming = null;
    failed = false;
    following = tiles.hasNext() ? tiles.next() : null;
    ahead = following == null ? null : ReadAhead.of(following.getValue());
  }

  private RasterSource opened(Path path, ReadAhead own) throws IOException {
    TileHeader header = TileHeader.read(path, tile.points());
    if (!header.equals(tile)) {
      throw SpectrumFileException.ofFile(
          path,
          header.width() + " × " + header.height() + " pixels",
          tile.width() + " × " + tile.height() + ", as the other tiles have");
    }
    return RasterSource.open(
        new RasterSource.Raster(
            path,
            name(),
            header.layout(),
            axis,
            Understood.of(
                understood.format(),
                "tile",
                (long) header.width() * header.height(),
                understood.axis(),
                understood.quantity(),
                ImageGeometry.of(header.width(), header.height())),
            List.of()),
        own);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    if (open != null) {
      open.close();
    }
    if (upcoming != null) {
      upcoming.close();
    }
    if (ahead != null) {
      ahead.close();
    }
  }
}
