package org.spectrastreams.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * Files of known formats without a reader are named, with the way out of the program they are of.
 */
class KnownFormatIT {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          old.spg       | Spectral Group File   | OMNIC group           | Split Series File
          four.mat      | \\000\\000\\000\\000   | MATLAB file           | -v7
          map.l6s       | \\001\\002          | HORIBA LabSpec        | Text (*.txt)
          map.ngc       | \\001\\002          | HORIBA LabSpec        | Text (*.txt)
          ir.jws        | \\001\\002          | JASCO                 | JCAMP-DX
          sif.sif       | Andor Technology Multi-Channel File | Andor Solis | ASCII
          a.spe         | \\001\\002          | Princeton             | CSV
          a.jdf         | JEOL.NMR              | JEOL                  | JCAMP-DX
          a.gsf         | Gwyddion Simple Field | single image          | point spectra
          a.gwy         | GWYP\\000            | Gwyddion              | ENVI
          a.cdf         | CDF\\001             | NetCDF                | ncdump
          a.procspec    | PK\\003\\004         | Ocean Optics          | ASCII with header
          a.raw8        | AVS84\\001           | Avantes               | Convert to ASCII
          a.ispd        | \\001                | Shimadzu              | JCAMP-DX
          a.wip         | WIT_PR06              | WITec                 | Export
          a.xlsb        | PK\\003\\004         | binary Excel          | *.xlsx
          a.rda         | \\037\\213          | file of R             | write.csv
          a.RData       | RDX3                  | file of R             | write.csv
          a.parquet     | PAR1                  | Parquet               | to_csv
          a.csv.gz      | \\037\\213          | compressed            | unpacked first
          axis.txt      | 1000.5\\n1001.5\\n1002  | one column of numbers | --axis
          a.json        | {\"x\": [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5]} | JSON | to_csv
          pairs.txt     | [\\n [1000.5, 1, 2, 3],\\n [1001, 1, 2, 3]] | JSON | to_csv
          a.nea         | Row\\tColumn\\tRun\\tChannel\\t\\n0\\t0\\t0\\tO2A\\t11.2\\t8.6\\t\\n0\\t0\\t0\\tM\\t1\\t2\\t | neaSPEC | Wavenumber
          ifg.txt       | # www.neaspec.com\\nRow\\tColumn\\tRun\\tDepth\\tM\\tO2A\\n0\\t0\\t0\\t0\\t0.1\\t2 | neaSPEC | Wavenumber
          cut.csv       | 1000,0.5\\n1001,0.6\\n\\000\\000\\000 | ends in zero bytes | copy it again
          scan.png      | \\211PNG             | picture               | not a picture
          """)
  void shouldNameAFormatWithoutAReaderAndItsOwnWayOut(
      String name, String content, String what, String wayOut) throws Exception {
    Path file =
        Files.write(
            folder.resolve(name), content.translateEscapes().getBytes(StandardCharsets.ISO_8859_1));
    SpectrumFileException refused =
        catchThrowableOfType(SpectrumFileException.class, () -> SpectrumFiles.open(file).close());
    assertThat(refused.found()).contains(what).contains("which is not read");
    assertThat(refused.expected()).contains(wayOut);
  }

  @Test
  void shouldNotSayHowAFileEndsOfWhichItSawTheBeginning() throws Exception {
    byte[] zerosFirst =
        Arrays.copyOf("NRRD0004\ntype: float\n\n".getBytes(StandardCharsets.UTF_8), 300_000);
    zerosFirst[zerosFirst.length - 1] = 7;
    Path file = Files.write(folder.resolve("volume.nrrd"), zerosFirst);
    assertThatThrownBy(() -> SpectrumFiles.open(file).close())
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageNotContaining("ends in zero bytes");
  }

  @Test
  void shouldTakeNothingForANoteThatMayHoldASpectrum() throws Exception {
    String long64 = "a".repeat(FileHead.MOST_BYTES);
    assertThat(isNote("sample 3 was wet\nmeasured on 26 11 2026 at 10 mW\n")).isTrue();
    assertThat(isNote("\"X1000\" \"X1004\" \"X1008\" \"X1012\"\n0.1 0.2 0.3 0.25\n")).isFalse();
    assertThat(isNote("{\n \"laser\": 785,\n \"power\": 10\n}")).isTrue();
    assertThat(isNote("s;" + long64 + "\n1;0.1;0.2;0.3\n")).isFalse();
  }

  private boolean isNote(String text) throws Exception {
    return KnownFormat.isNote(FileHead.of(Files.writeString(folder.resolve("a.txt"), text)));
  }
}
