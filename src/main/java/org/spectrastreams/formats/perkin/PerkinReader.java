package org.spectrastreams.formats.perkin;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumReader;

/** Reads PerkinElmer spectra and images; their first bytes say which of both they are. */
public final class PerkinReader implements SpectrumReader {
  static final String ID = "perkinelmer";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a PerkinElmer spectrum (.sp) or image (.fsm)";
  }

  @Override
  public String evidence() {
    return "the characters PEPE at its start";
  }

  @Override
  public Claim claim(FileHead head) {
    return Claim.certainIf(head.has(0, "PEPE"), "the characters PEPE");
  }

  @Override
  public FileSource open(Path path, OpenOptions options) throws IOException {
    options.requireNoAxis(path);
    return BinaryFile.source(
        path,
        ByteOrder.LITTLE_ENDIAN,
        file -> {
          String description =
              BinaryFile.text(
                  file.read(0, PeBlocks.START, "the description"), 4, PeBlocks.START - 4);
          if (description.startsWith("2D")) {
            return PeSpectrum.open(file, options);
          }
          if (description.contains("4D")) {
            return PeImage.open(file, options);
          }
          throw file.error(
              4,
              "\"" + description + "\"",
              "a spectrum (2D constant interval DataSet file) or an image (DataSet - 4D…): in"
                  + " Spectrum, save it as ASCII or CSV");
        });
  }
}
