package org.spectrastreams.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.model.signature.ModelSignature;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.ExplanationQuestion;
import org.spectrastreams.wire.ExplanationView;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.BlockDecoder;

/**
 * Gives bytes to one parser, the one that the property {@code fuzz.target} names. A parser may read
 * them or refuse them in its own way; whatever else it does is a finding.
 */
public final class FuzzTarget {
  private static final long MOST_SPECTRA = 10_000;
  private static final BlockDecoder BLOCKS = new BlockDecoder(BlockLimits.DEFAULT);

  /** Gives bytes to a parser. */
  private interface Parser {
    void parse(byte[] bytes) throws IOException;
  }

  private static final Map<String, Parser> PARSERS = parsers();
  private static final Parser PARSER = PARSERS.get(System.getProperty("fuzz.target", ""));

  private FuzzTarget() {}

  /** The names of all parsers: the readers by their ids, and those of records and files. */
  static Iterable<String> names() {
    return PARSERS.keySet();
  }

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    PARSER.parse(bytes);
  }

  private static Map<String, Parser> parsers() {
    Map<String, Parser> parsers = new LinkedHashMap<>();
    for (SpectrumReader reader : SpectrumFiles.readers()) {
      parsers.put(reader.id(), bytes -> read(reader, bytes));
    }
    parsers.put("wire-block", rejecting(BLOCKS::decode));
    parsers.put("wire-question", rejecting(ExplanationQuestion::decode));
    parsers.put("wire-result", rejecting(ResultView::parse));
    parsers.put("wire-explanation", rejecting(ExplanationView::parse));
    parsers.put("signature", allowing(ModelSignature::parse));
    parsers.put(
        "configuration",
        allowing(bytes -> ServiceConfig.load(written("service.yaml", bytes), Map.of(), Map.of())));
    return parsers;
  }

  private interface Decoder {
    Object decode(byte[] bytes) throws RejectedRecordException;
  }

  private static Parser rejecting(Decoder decoder) {
    return bytes -> {
      try {
        decoder.decode(bytes);
      } catch (RejectedRecordException e) {
        requireWords(e);
      }
    };
  }

  private interface Loader {
    Object load(byte[] bytes) throws IOException;
  }

  /** Files of the operator's own are refused by plain exceptions. */
  private static Parser allowing(Loader loader) {
    return bytes -> {
      try {
        loader.load(bytes);
      } catch (IOException | IllegalArgumentException e) {
        requireWords(e);
      }
    };
  }

  private static void requireWords(Exception e) {
    if (e.getMessage() == null || e.getMessage().isBlank()) {
      throw new AssertionError("an error without words", e);
    }
  }

  private static void read(SpectrumReader reader, byte[] bytes) throws IOException {
    Path file = written("fuzz." + reader.id(), bytes);
    OpenOptions options = OpenOptions.NONE.withFormat(reader.id());
    if (reader.id().equals("numpy") || reader.id().equals("ucr")) {
      options = options.withAxis(new AxisHint.Numbered());
    }
    if (reader.id().equals("hdf5")) {
      options = options.withChoice(ReadChoice.LAYOUT, "rows");
    }
    try (FileSource source = SpectrumFiles.open(file, options)) {
      SpectrumBlock block;
      long spectra = 0;
      while (spectra < MOST_SPECTRA && (block = source.next(16)) != null) {
        spectra += block.count();
      }
      if (spectra < MOST_SPECTRA && spectra != source.understood().spectra()) {
        throw new AssertionError(
            source.understood().spectra() + " spectra reported, " + spectra + " read");
      }
    } catch (SpectrumFileException e) {
      requireWords(e);
    }
  }

  private static Path written(String name, byte[] bytes) throws IOException {
    Path folder = Path.of(System.getProperty("fuzz.folder", System.getProperty("java.io.tmpdir")));
    return Files.write(folder.resolve(name), bytes);
  }
}
