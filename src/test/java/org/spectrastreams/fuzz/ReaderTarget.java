package org.spectrastreams.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.spectrum.SpectrumBlock;

/** A reader of files with all the files that belong to one, as {@link SampleFiles} joins them. */
final class ReaderTarget implements Target {
  private static final long MOST_SPECTRA = 10_000;
  private static final int MOST_SEED_BYTES = 65_536;

  private final SpectrumReader reader;
  private SampleFiles files;
  private Path folder;

  ReaderTarget(SpectrumReader reader) {
    this.reader = reader;
  }

  private SampleFiles files() throws IOException {
    if (files == null) {
      folder = Files.createTempDirectory(FuzzTarget.folder(), reader.id());
      files = SampleFiles.of(reader.id(), folder);
    }
    return files;
  }

  /** The samples, and the golden files of one file that the reader knows. */
  @Override
  public List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    files().samples().forEach(sample -> seeds.add(sample.bytes()));
    if (files().samples().get(0).names().size() > 1) {
      return seeds;
    }
    try (Stream<Path> golden = Files.walk(Path.of("src/test/resources/golden/formats"))) {
      for (Path file : golden.filter(Files::isRegularFile).sorted().toList()) {
        if (Files.size(file) < MOST_SEED_BYTES
            && Files.size(file) > 0
            && SpectrumFiles.claims(file).keySet().stream().findFirst().orElse(null) == reader) {
          byte[] content = Files.readAllBytes(file);
          byte[] seed = new byte[1 + content.length];
          System.arraycopy(content, 0, seed, 1, content.length);
          seeds.add(seed);
        }
      }
    }
    return seeds;
  }

  @Override
  public void parse(byte[] bytes) throws IOException {
    SampleFiles.Sample sample = files().sample(bytes);
    Path file = files().write(bytes, folder);
    OpenOptions options = sample.options().withFormat(reader.id());
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
      if (source.understood().line().isBlank()) {
        throw new AssertionError("nothing was said of the file");
      }
    } catch (SpectrumFileException e) {
      Target.requireWords(e);
    }
  }
}
