package org.spectrastreams.formats.jcamp;

import static org.spectrastreams.formats.jcamp.JcampFixture.ORDINATES;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.jcamp.JcampFixture.Form;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** Every way to write ordinates, linked blocks, pages, pairs, decimal commas and wavelengths. */
@SuppressWarnings("StringConcatToTextBlock") // line by line, as the format counts them
public final class JcampSamples implements FormatSamples {
  static final String SHIFTS =
      """
      ##TITLE= d
      ##JCAMP-DX= 5.01
      ##DATA TYPE= NMR SPECTRUM
      ##DATA CLASS= NTUPLES
      ##.OBSERVE FREQUENCY= 100
      ##.SHIFT REFERENCE= INTERNAL, TMS, 2, 4
      ##LONG DATE= 1997/08/29 16:47:44
      ##SPECTROMETER/DATA SYSTEM= A 300
      ##NTUPLES= NMR SPECTRUM
      ##VAR_NAME= FREQUENCY, REAL, IMAGINARY, PAGE NUMBER
      ##SYMBOL= X, R, I, N
      ##VAR_TYPE= INDEPENDENT, DEPENDENT, DEPENDENT, PAGE
      ##VAR_DIM= 3, 3, 3, 2
      ##UNITS= HZ, ARBITRARY UNITS, ARBITRARY UNITS,
      ##FIRST= 500, 2, 4, 1
      ##LAST= 300, 6, 12, 2
      ##FACTOR= 1, 2, 4, 1
      ##PAGE= N=1
      ##DATA TABLE= (X++(R..R)), XYDATA
      500 1 2 3
      ##PAGE= N=2
      ##DATA TABLE= (X++(I..I)), XYDATA
      500ABC
      ##END NTUPLES=
      ##END=
      """;

  @Override
  public String reader() {
    return "jcamp-dx";
  }

  @Override
  public List<FormatSample> samples() {
    List<FormatSample> samples = new ArrayList<>();
    for (Form form : List.of(Form.AFFN, Form.DIFDUP)) {
      samples.add(even(form + " numbers", JcampFixture.block("a", form), 1));
    }
    samples.add(
        even(
            "linked blocks",
            "##TITLE= both\n##DATA TYPE= LINK\n##BLOCKS= 2\n"
                + JcampFixture.block("a", Form.DIFDUP)
                + JcampFixture.block("b", Form.PAC)
                + "##END=\n",
            2));
    samples.add(
        sample(
            "pairs with decimal commas, descending in µm",
            JcampFixture.header("c", 0, 0, 4, "MICROMETERS")
                    .replaceAll("##(FIRST|LAST)X.*\n", "")
                    .replace("YFACTOR= 0.5", "YFACTOR= 0,5")
                + "##XYPOINTS= (XY..XY)\n10,0 1; 8,0 2\n5,0 3,5; 4,0 -4\n##END=\n",
            OpenOptions.NONE,
            new double[] {1000, 1250, 2000, 2500},
            new float[] {0.5f, 1, 1.75f, -2},
            Quantity.ABSORBANCE));
    samples.add(
        sample(
            "pages of NMR in Hz",
            SHIFTS,
            OpenOptions.NONE,
            new double[] {3, 4, 5},
            new float[] {6, 4, 2},
            Quantity.NMR_INTENSITY));
    return samples;
  }

  private static FormatSample even(String name, String text, int spectra) {
    int points = ORDINATES.length;
    double[] axis = new double[points];
    float[] first = new float[points];
    for (int i = 0; i < points; i++) {
      axis[i] = 1000 - 2 * (points - 1) + 2 * i;
      first[i] = ORDINATES[points - 1 - i] * 0.5f;
    }
    return new FormatSample(
        name,
        folder -> Files.writeString(folder.resolve("a.dx"), text),
        OpenOptions.NONE,
        axis,
        spectra,
        spectra,
        1,
        first,
        Quantity.ABSORBANCE);
  }

  private static FormatSample sample(
      String name,
      String text,
      OpenOptions options,
      double[] axis,
      float[] first,
      Quantity quantity) {
    return new FormatSample(
        name,
        folder -> Files.writeString(folder.resolve("a.jdx"), text),
        options,
        axis,
        1,
        1,
        1,
        first,
        quantity);
  }
}
