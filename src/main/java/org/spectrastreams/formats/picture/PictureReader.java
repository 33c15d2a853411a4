package org.spectrastreams.formats.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Reads a picture of a spectrum of two dimensions as a plane of grey values over its points. Most
 * pictures are none, so it takes one only where its quantity is given as {@code grey-value}; what
 * its points stand for nobody knows.
 */
public final class PictureReader implements SpectrumReader {
  private static final String ID = "picture";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a picture of a two-dimensional spectrum (PNG, JPEG), with --quantity grey-value";
  }

  @Override
  public String evidence() {
    return "the first bytes of a PNG or JPEG file";
  }

  @Override
  public Claim claim(FileHead head) {
    return PictureKind.of(head)
        .map(kind -> Claim.certainIf(true, "the first bytes of " + kind.name()))
        .orElse(Claim.NONE);
  }

  @Override
  public FileSource open(Path path, OpenOptions options) throws IOException {
    options.requireNoAxis(path);
    if (options.quantity().isEmpty()) {
      throw SpectrumFileException.noMeasurement(
          path,
          "a picture, which is not read",
          "the spectra themselves, not a picture of them; where it is one of a two-dimensional"
              + " spectrum, for a model of such pictures, say --quantity "
              + Quantity.GREY_VALUE.id());
    }
    PictureKind kind =
        PictureKind.of(FileHead.of(path))
            .orElseThrow(() -> SpectrumFileException.ofFile(path, "no picture", "PNG or JPEG"));
    Stated<Quantity> quantity =
        options.quantity(
            path,
            options.quantity().get() == Quantity.GREY_VALUE
                ? Optional.empty()
                : Optional.of(new Stated<>(Quantity.GREY_VALUE, "all that a picture has")));
    AxisUnit unit =
        options
            .unit(path, Optional.of(new Stated<>(AxisUnit.PIXEL, "as pictures have it")))
            .orElseThrow()
            .value();
    if (unit != AxisUnit.PIXEL) {
      throw SpectrumFileException.ofFile(path, "--unit " + unit.symbol(), "none: leave it out");
    }
    GreyPicture picture = GreyPicture.read(path, kind);
    SpectralAxis columns = SpectralAxis.uniform(AxisKind.PIXEL, 0, 1, picture.width());
    SpectralAxis rows = SpectralAxis.uniform(AxisKind.PIXEL, 0, 1, picture.height());
    Understood understood =
        Understood.of(
                ID,
                kind.name().toLowerCase(Locale.ROOT) + " picture of a plane",
                1,
                new Understood.Axis(
                    columns,
                    "the picture's width",
                    new Stated<>(unit, "as pictures have it"),
                    false),
                quantity,
                ImageGeometry.of(1, 1))
            .noting("second axis: the " + picture.height() + " rows of points, from the top");
    return new PictureSource(path.getFileName().toString(), columns, rows, picture, understood);
  }
}
