package org.spectrastreams.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;

/** Runs a check on every sample of every reader. */
public final class SampleChecks {
  static final Map<String, FormatSamples> SAMPLES =
      ServiceLoader.load(FormatSamples.class).stream()
          .map(ServiceLoader.Provider::get)
          .collect(Collectors.toMap(FormatSamples::reader, samples -> samples));

  private SampleChecks() {}

  /** One check. */
  public interface Check {
    void run(String reader, FormatSample sample) throws Exception;
  }

  /** A test of every sample. */
  static Stream<DynamicTest> ofEach(Check check) {
    return ofEach(SAMPLES.keySet(), check);
  }

  /** A test of every sample of some readers. */
  public static Stream<DynamicTest> ofEach(Collection<String> readers, Check check) {
    return readers.stream()
        .map(SAMPLES::get)
        .flatMap(
            samples ->
                samples.samples().stream()
                    .map(
                        sample ->
                            DynamicTest.dynamicTest(
                                samples.reader() + ": " + sample.name(),
                                () -> check.run(samples.reader(), sample))));
  }

  /** Whether two readings are the same, value by value; NaN is NaN. */
  static void assertSame(ReadSpectra read, ReadSpectra expected) {
    assertThat(read.axis()).isEqualTo(expected.axis());
    assertThat(read.spectra()).hasSameSizeAs(expected.spectra());
    for (int i = 0; i < read.spectra().size(); i++) {
      assertThat(read.spectra().get(i)).isEqualTo(expected.spectra().get(i));
    }
    assertThat(read.places().toArray(int[][]::new))
        .isDeepEqualTo(expected.places().toArray(int[][]::new));
    assertThat(read.labels()).isEqualTo(expected.labels());
  }
}
