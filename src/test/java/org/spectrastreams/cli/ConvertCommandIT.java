package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import picocli.CommandLine;

class ConvertCommandIT {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int convert(String... arguments) {
    return new CommandLine(new ConvertCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void shouldPrintASampleThatReadsBackAsItself() throws Exception {
    assertThat(convert("--sample", "cartilage")).isZero();
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString())
        .startsWith("cartilage: ENVI raster: 875 spectra of 300 points, 602.0–1798.0 cm⁻¹")
        .contains("raman-intensity (header field \"z plot titles\")", "35 × 25 pixels");
    assertThat(out.toString())
        .startsWith(
            "# quantity: raman-intensity\n# source: cartilage\n# geometry: 35 x 25\n"
                + "# pixel-size-um: 1.0\nx,y,602.0,606.0,");
    Path csv = Files.writeString(folder.resolve("cartilage.csv"), out.toString());
    try (SpectrumSource original = Samples.open("cartilage");
        SpectrumSource converted = SpectrumFiles.open(csv)) {
      assertThat(converted.axis()).isEqualTo(original.axis());
      assertThat(converted.geometry()).isEqualTo(original.geometry());
      assertThat(converted.quantity()).isEqualTo(original.quantity());
      SpectrumBlock expected;
      while ((expected = original.next(64)) != null) {
        SpectrumBlock read = converted.next(64);
        assertThat(read.x()).isEqualTo(expected.x());
        assertThat(read.y()).isEqualTo(expected.y());
        assertThat(read.labels()).isEqualTo(expected.labels());
        assertThat(read.intensities()).isEqualTo(expected.intensities());
      }
      assertThat(converted.next(1)).isNull();
    }
  }

  @Test
  void shouldNumberThePointsOfAFileWithoutAxisAndSaySo() throws Exception {
    Path tsv = Files.writeString(folder.resolve("a.tsv"), "1\t0.5\t-1\t2\t0\n2\t1\t0\t1\t5\n");
    assertThat(convert(tsv.toString())).isZero();
    assertThat(out.toString()).contains("# axis: index\nx,y,0.0,1.0,2.0,3.0,label\n0,0,0.5,");
    assertThat(err.toString()).contains("no axis").contains("--axis");
  }

  @Test
  void shouldTakeTheAxisOfAFileWithoutOneFromTheCommandLine() throws Exception {
    Path tsv = Files.writeString(folder.resolve("a.tsv"), "1\t0.5\t-1\t2\t0\n2\t1\t0\t1\t5\n");
    assertThat(convert(tsv.toString(), "--axis", "1300:1000", "--quantity", "absorbance")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            # quantity: absorbance
            # source: a.tsv
            # geometry: 2 x 1
            x,y,1000.0,1100.0,1200.0,1300.0,label
            0,0,0.0,2.0,-1.0,0.5,1
            1,0,5.0,1.0,0.0,1.0,2
            """);
    assertThat(err.toString())
        .contains("2 spectra of 4 points", "from --axis", "absorbance (--quantity)");
  }

  @Test
  void shouldFailWithFileAndLineOfABrokenFile() throws Exception {
    Path csv = Files.writeString(folder.resolve("b.csv"), "x,y,1000,1002\n0,0,1,2\n1,0,3,?\n");
    assertThat(convert(csv.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("b.csv, line 3").contains("\"?\"").contains("a number");
  }

  @Test
  void shouldSimulateASectionOfAnySizeAndSaySo() {
    assertThat(convert("--simulate", "5x3", "--seed", "7")).isZero();
    String first = out.toString();
    assertThat(first)
        .contains("# source: tissue-simulated\n", "# simulated", "# geometry: 5 x 3\n");
    assertThat(first.lines().filter(line -> !line.startsWith("#"))).hasSize(1 + 5 * 3);
    out.getBuffer().setLength(0);
    assertThat(convert("--simulate", "5x3", "--seed", "7")).isZero();
    assertThat(out.toString()).isEqualTo(first);
    out.getBuffer().setLength(0);
    assertThat(convert("--simulate", "5x3", "--seed", "8")).isZero();
    assertThat(out.toString()).isNotEqualTo(first);
  }

  @Test
  void shouldSayHowASimulatedSectionWasPrepared() {
    assertThat(convert("--simulate", "5x3", "--preparation", "frozen")).isZero();
    assertThat(out.toString()).contains("# source: tissue-simulated-frozen\n");
    assertThat(convert("--simulate", "5x3", "--preparation", "boiled")).isEqualTo(2);
    assertThat(convert("--sample", "cartilage", "--preparation", "frozen")).isEqualTo(2);
    assertThat(err.toString())
        .contains("boiled", "dewaxed, frozen, paraffin", "--preparation goes with --simulate");
  }

  @Test
  void shouldRefuseASizeThatIsNoneAndASeedOfNothing() {
    assertThat(convert("--simulate", "480")).isEqualTo(2);
    assertThat(convert("--simulate", "0x9")).isEqualTo(2);
    assertThat(convert("--simulate", "9x20000")).isEqualTo(2);
    assertThat(convert("--sample", "cartilage", "--seed", "1")).isEqualTo(2);
    assertThat(convert("--sample", "cartilage", "--simulate", "9x9")).isEqualTo(2);
    assertThat(convert("--simulate", "9x9", "--unit", "nm")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--simulate 480: expected", "0 × 9", "16384", "--seed goes with --simulate");
  }

  @Test
  void shouldExplainWrongUsage() throws Exception {
    Path csv = Files.writeString(folder.resolve("b.csv"), "x,y,1000,1002\n0,0,1,2\n");
    assertThat(convert()).isEqualTo(2);
    assertThat(convert(csv.toString(), "--sample", "cartilage")).isEqualTo(2);
    assertThat(convert("--sample", "liver")).isEqualTo(2);
    assertThat(convert("--sample", "cartilage", "--unit", "nm")).isEqualTo(2);
    assertThat(convert(csv.toString(), "--unit", "furlong")).isEqualTo(2);
    assertThat(convert(csv.toString(), "--quantity", "beauty")).isEqualTo(2);
    assertThat(err.toString())
        .contains("Give one of FILE, --sample NAME", "liver", "furlong", "beauty", "cartilage, ")
        .contains("goes with FILE only");
  }
}
