package org.spectrastreams.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;

/**
 * The samples of one reader, and how one run of bytes stands for all the files of a sample: a byte
 * for the sample (its names and its options hold), the length of each file but the last in three
 * bytes, then the files. A run of any bytes stands for some files: lengths beyond its end are cut.
 */
final class SampleFiles {
  private static final int LENGTH_BYTES = 3;

  /**
   * One sample.
   *
   * @param name what is special about it
   * @param options what must be said on opening it
   * @param names its files within their folder, the one to open first
   * @param bytes it as one run of bytes
   */
  record Sample(String name, OpenOptions options, List<Path> names, byte[] bytes) {}

  private final List<Sample> samples = new ArrayList<>();

  private SampleFiles() {}

  /** The samples of a reader, written once into {@code folder}. */
  static SampleFiles of(String reader, Path folder) throws IOException {
    SampleFiles files = new SampleFiles();
    for (FormatSamples of : ServiceLoader.load(FormatSamples.class)) {
      if (!of.reader().equals(reader)) {
        continue;
      }
      for (FormatSample sample : of.samples()) {
        Path written = Files.createTempDirectory(folder, "seed");
        files.add(sample, written, sample.writer().write(written));
      }
    }
    return files;
  }

  private void add(FormatSample sample, Path folder, Path opened) throws IOException {
    List<Path> names = new ArrayList<>(List.of(folder.relativize(opened)));
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .filter(file -> !file.equals(opened))
          .sorted()
          .forEach(file -> names.add(folder.relativize(file)));
    }
    List<byte[]> contents = new ArrayList<>();
    for (Path name : names) {
      contents.add(Files.readAllBytes(folder.resolve(name)));
    }
    samples.add(
        new Sample(sample.name(), sample.options(), names, joined(samples.size(), contents)));
  }

  private static byte[] joined(int index, List<byte[]> contents) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(index);
    for (byte[] content : contents.subList(0, contents.size() - 1)) {
      for (int i = 0; i < LENGTH_BYTES; i++) {
        all.write(content.length >> (8 * i));
      }
    }
    contents.forEach(all::writeBytes);
    return all.toByteArray();
  }

  List<Sample> samples() {
    return samples;
  }

  /** The sample whose names and options a run of bytes takes. */
  Sample sample(byte[] bytes) {
    return samples.get(bytes.length == 0 ? 0 : Byte.toUnsignedInt(bytes[0]) % samples.size());
  }

  /** Writes the files that a run of bytes stands for, and says which to open. */
  Path write(byte[] bytes, Path folder) throws IOException {
    Sample sample = sample(bytes);
    Path own = folder.resolve("sample" + samples.indexOf(sample));
    int parts = sample.names().size() - 1;
    int at = Math.min(bytes.length, 1 + LENGTH_BYTES * parts);
    for (int i = 0; i <= parts; i++) {
      int end = i == parts ? bytes.length : Math.min(bytes.length, at + length(bytes, i));
      Path file = own.resolve(sample.names().get(i));
      Files.createDirectories(file.getParent());
      Files.write(file, Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    return own.resolve(sample.names().get(0));
  }

  private static int length(byte[] bytes, int part) {
    int length = 0;
    for (int i = 0; i < LENGTH_BYTES; i++) {
      int at = 1 + LENGTH_BYTES * part + i;
      length |= (at < bytes.length ? Byte.toUnsignedInt(bytes[at]) : 0) << (8 * i);
    }
    return length;
  }
}
