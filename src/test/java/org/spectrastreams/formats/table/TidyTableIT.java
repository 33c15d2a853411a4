package org.spectrastreams.formats.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumBlock;

/** Tables with a point a line, in which a name or a place tells one spectrum from the next. */
class TidyTableIT {
  @TempDir Path folder;
  private WrittenTable written;

  @BeforeEach
  void choose() {
    written = new WrittenTable(folder);
  }

  /** Spectra one below the other, whose values are 0.5, 1.5, 2.5 … throughout. */
  private static String below(int spectra, IntFunction<String> key) {
    return IntStream.range(0, spectra)
        .mapToObj(i -> WrittenTable.points(w -> key.apply(i) + "," + w + "," + i + ".5"))
        .collect(Collectors.joining());
  }

  private void assertSpectra(String text, int spectra) throws Exception {
    written.assertRead(text, spectra);
    try (FileSource source = written.open(text)) {
      int seen = 0;
      SpectrumBlock block;
      while ((block = source.next(2)) != null) {
        for (int i = 0; i < block.count(); i++, seen++) {
          float value = seen + 0.5f;
          assertThat(block.intensities()[i * WrittenTable.POINTS]).isEqualTo(value);
          assertThat(block.intensities()[(i + 1) * WrittenTable.POINTS - 1]).isEqualTo(value);
        }
      }
      assertThat(seen).isEqualTo(spectra);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample", "filename", "Spectrum name", "spectrum_id", "donor", "class"})
  void shouldTellSpectraByTheirNames(String title) throws Exception {
    String head = title + ",wavenumber,absorbance\n";
    assertSpectra(head + below(3, i -> "s" + i + ".spa"), 3);
    try (FileSource source = written.open(head + below(1, i -> "s1"))) {
      assertThat(source.understood().spectra()).isEqualTo(1);
      assertThat(source.quantity()).isEqualTo(Quantity.ABSORBANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "sample", "spectrum", "scan"})
  void shouldTellSpectraByTheirNumbers(String title) throws Exception {
    assertSpectra(title + ",wavenumber,absorbance\n" + below(3, i -> "" + (7 + i)), 3);
  }

  @Test
  void shouldPassOverLineNumbersBeforeThem() throws Exception {
    int[] line = {0};
    String rows = below(3, i -> line[0]++ + ",s" + i);
    assertSpectra(",sample,wavenumber,absorbance\n" + rows, 3);
    assertSpectra("index,sample,wavenumber,absorbance\n" + rows, 3);
  }

  @Test
  void shouldTakeTheLabelOfEachSpectrum() throws Exception {
    String text = "id,class,wavenumber,a\n" + below(3, i -> i + "," + (i == 1 ? "b" : "a"));
    try (FileSource source = written.open(text)) {
      assertThat(source.next(8).labels()).containsExactly("a", "b", "a");
    }
    OpenOptions byId = OpenOptions.NONE.withLabelColumn("id");
    try (FileSource source = written.open(text, byId)) {
      assertThat(source.next(8).labels()).isEqualTo(List.of("0", "1", "2"));
      assertThat(source.understood().passedOver()).containsExactly("column \"class\"");
    }
  }

  @Test
  void shouldSayHowATableWhoseSpectraAreMixedIsToBeSorted() {
    String mixed = WrittenTable.points(w -> "s1," + w + ",1\ns2," + w + ",2");
    written.assertRefused("sample,wavenumber,a\n" + mixed, "sort the table by spectrum");
  }

  @Test
  void shouldSayThatNothingTellsTwoSpectraApart() {
    String twice = below(2, i -> "s1");
    written.assertRefused("sample,wavenumber,a\n" + twice, "starts anew without a new name");
  }

  @Test
  void shouldAskWhichOfSeveralColumnsIsRead() throws Exception {
    String text = "sample,wavenumber,a,b\n" + below(2, i -> "s" + i).replace(".5\n", ".5,7\n");
    written.assertRefused(text, "--channel");
    OpenOptions channel = OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "b");
    try (FileSource source = written.open(text, channel)) {
      assertThat(source.next(1).intensities()).containsOnly(7f);
    }
  }

  @Test
  void shouldReadPlacesBesideNames() throws Exception {
    String text =
        "sample,x,y,wavenumber,a\n" + below(6, i -> "s," + i % 3 + "," + Math.floorDiv(i, 3));
    try (FileSource source = written.open(text)) {
      assertThat(source.geometry().width()).isEqualTo(3);
      assertThat(source.geometry().height()).isEqualTo(2);
    }
  }

  /** WiRE's maps in depth. */
  @ParameterizedTest
  @CsvSource({"X,Z", "Y,Z"})
  void shouldShowASectionInDepthAsAnImage(String along, String depth) throws Exception {
    String text =
        ("#" + along + ",#" + depth + ",#Wave,#Intensity\n")
            + below(6, i -> 2 * (i % 3) + "," + -3 * Math.floorDiv(i, 3));
    try (FileSource source = written.open(text)) {
      assertThat(source.geometry().width()).isEqualTo(3);
      assertThat(source.geometry().height()).isEqualTo(2);
      assertThat(source.understood().places().orElseThrow().stepY()).isEqualTo(3);
      assertThat(source.understood().notes()).anyMatch(note -> note.contains("depth"));
    }
  }

  @Test
  void shouldAskWhichTwoOfThreeDirectionsAMapHas() throws Exception {
    String text = "X,Y,Z,Wave,Intensity\n" + below(6, i -> i % 3 + ",4," + Math.floorDiv(i, 3));
    written.assertRefused(text, "--places X,Z");
    OpenOptions places = OpenOptions.NONE.withChoice(ReadChoice.PLACES, "X,Z");
    try (FileSource source = written.open(text, places)) {
      assertThat(source.geometry().height()).isEqualTo(2);
    }
  }

  @Test
  void shouldAskWhichOfIAndJCountsTheRows() throws Exception {
    String head = "i,j," + WrittenTable.fields(",", String::valueOf) + "\n";
    String text = head + WrittenTable.spectra(6, i -> Math.floorDiv(i, 3) + "," + i % 3 + ",");
    written.assertRefused(text, "--places j,i");
    written.assertRefused(
        "i,j,wavenumber,a\n" + below(6, i -> i % 3 + "," + Math.floorDiv(i, 3)), "--places i,j");
    OpenOptions rows = OpenOptions.NONE.withChoice(ReadChoice.PLACES, "j,i");
    try (FileSource source = written.open(text, rows)) {
      assertThat(source.geometry().width()).isEqualTo(3);
    }
  }

  @Test
  void shouldReadSamplesOfTheFieldAsAListWhereTheirPlacesAreNoGrid() throws Exception {
    String head = "lon,lat," + WrittenTable.fields(",", String::valueOf) + "\n";
    String text =
        head + WrittenTable.spectra(5, i -> Math.sqrt(i + 2) + "," + (48 + i / 7.0) + ",");
    try (FileSource source = written.open(text)) {
      assertThat(source.geometry().height()).isEqualTo(1);
      assertThat(source.understood().notes()).anyMatch(note -> note.contains("no places"));
    }
  }

  @Test
  void shouldNameTheOptionWhereALongTableHasNoAxisByItsTitles() {
    OpenOptions layout = OpenOptions.NONE.withChoice(ReadChoice.LAYOUT, "long");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> written.open("a,b,c\n" + below(2, i -> "s" + i), layout).close()))
        .hasMessageContaining("--axis-column");
  }

  /** A remark that is the same on all lines is no name, and one that is not tells nothing apart. */
  @Test
  void shouldNotTakeRemarksForNames() {
    String remarks = WrittenTable.points(w -> w + ",0.5," + (w % 16 == 0 ? "good" : "bad"));
    written.assertRefused("wavenumber,a,remark\n" + remarks, "--channel");
  }

  /** A laser's wavelength or a temperature stays the same, which no intensity does. */
  @ParameterizedTest
  @ValueSource(strings = {"laser", "T (K)"})
  void shouldNotTakeWhatStaysTheSameForIntensities(String title) throws Exception {
    assertSpectra(title + ",wavenumber,intensity\n" + below(3, i -> 273.5 + i + ""), 3);
  }

  @Test
  void shouldNotTakeAFirstPointForTitles() {
    written.assertRefused(below(3, i -> "s" + i), "a line of titles above it");
  }

  /** The spectra that neaSPEC's programs export: the place and the point first, a tab last. */
  @Test
  void shouldReadAMapOfNeaspecAndOfferItsChannelsAlone() throws Exception {
    String head =
        """
        # www.neaspec.com
        # Pixel Area (X, Y, Z):\t[px]\t3\t2\t21
        Row\tColumn\tOmega\tWavenumber\tO2A\tO2P\t
        """;
    String text =
        head
            + IntStream.range(0, 6)
                .mapToObj(
                    i ->
                        WrittenTable.points(
                            w ->
                                String.format(
                                    "%d\t%d\t%d\t%d\t%d.5\t0.1\t",
                                    Math.floorDiv(i, 3), i % 3, (w - 1000) / 8, w, i)))
                .collect(Collectors.joining());
    written.assertRefused(text, "--channel with one of \"O2A\", \"O2P\"");
    OpenOptions second = OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "O2A");
    try (FileSource source = written.open(text, second)) {
      assertThat(source.geometry().width()).isEqualTo(3);
      source.next(3);
      SpectrumBlock row = source.next(3);
      assertThat(row.count()).isEqualTo(3);
      assertThat(row.intensities()[2 * WrittenTable.POINTS]).isEqualTo(5.5f);
    }
  }

  /** Intensities of the first spectrum that happen to be 1, 2, 3. */
  @Test
  void shouldNotTakeIntensitiesForPointNumbersThatNotEverySpectrumHas() throws Exception {
    String text =
        """
        sample,%s,wavelength (nm),sd
        a,1,500,.1
        a,2,600,.2
        a,3,700,.1
        b,%s,500,.3
        b,%s,600,.1
        b,%s,700,.2
        """;
    for (String title : List.of("signal", "m")) {
      String other = String.format(text, title, 5, 7, 6);
      written.assertRefused(other, "--channel with one of \"" + title + "\", \"sd\"");
    }
    OpenOptions channel = OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "m");
    String counted = String.format(text, "m", 1, 2, 3);
    try (FileSource source = written.open(counted)) {
      assertThat(source.next(1).intensities()).containsExactly(.1f, .2f, .1f);
    }
    try (FileSource source = written.open(counted, channel)) {
      assertThat(source.next(1).intensities()).containsExactly(3, 2, 1);
    }
  }
}
