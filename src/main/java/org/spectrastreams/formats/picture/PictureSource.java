package org.spectrastreams.formats.picture;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/** One picture as a plane. */
final class PictureSource implements FileSource {
  private final String name;
  private final SpectralAxis columns;
  private final SpectralAxis rows;
  private final GreyPicture picture;
  private final Understood understood;
  private boolean given;
  private boolean open = true;

  PictureSource(
      String name,
      SpectralAxis columns,
      SpectralAxis rows,
      GreyPicture picture,
      Understood understood) {
    this.name = name;
    this.columns = columns;
    this.rows = rows;
    this.picture = picture;
    this.understood = understood;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SpectralAxis axis() {
    return columns;
  }

  @Override
  public Optional<SpectralAxis> secondAxis() {
    return Optional.of(rows);
  }

  @Override
  public Understood understood() {
    return understood;
  }

  @Override
  public SpectrumBlock next(int maxSpectra) throws IOException {
    FileSource.requireAsked(maxSpectra, open);
    if (given) {
      return null;
    }
    given = true;
    return new SpectrumBlock(
        columns, secondAxis(), quantity(), new int[1], new int[1], picture.values(), List.of());
  }

  @Override
  public void close() {
    open = false;
  }
}
