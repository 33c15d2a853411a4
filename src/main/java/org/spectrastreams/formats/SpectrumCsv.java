package org.spectrastreams.formats;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.table.UnitReading;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;

/**
 * Writes spectra as the CSV table that {@link SpectrumFiles} reads back without loss.
 *
 * <pre>
 * # quantity: absorbance
 * # source: NAME
 * # simulated: true              only where they are
 * # geometry: 35 x 25            pixels across and down
 * # pixel-size-um: 1.0           only where it is known
 * # axis: index                only where the columns are numbers of points, not wavenumbers; or
 *                              the kind of axis, where it says more than cm⁻¹
 * # axis-unit: um              only where it is not cm⁻¹, or would not be taken for it
 * x,y,602.0,606.0,…,label        wavenumbers in cm⁻¹, ascending; label only where there are labels
 * 0,0,501.7,518.5,…,matrix
 * </pre>
 *
 * Numbers are the shortest that read back as the same value; lines end with {@code \n}.
 */
public final class SpectrumCsv {
  private static final int BLOCK_SPECTRA = 64;

  private SpectrumCsv() {}

  /**
   * Writes all spectra that {@code source} still has; does not close it.
   *
   * @return how many spectra were written
   * @throws IOException if they are planes, which no line of a table holds
   */
  public static long write(SpectrumSource source, Appendable out) throws IOException {
    if (source.secondAxis().isPresent()) {
      throw new IOException(
          source.name()
              + " holds planes of "
              + source.axis().size()
              + " × "
              + source.secondAxis().get().size()
              + " points; expected spectra of one dimension, as a table holds them");
    }
    SpectrumBlock block = source.next(BLOCK_SPECTRA);
    boolean labelled = block != null && !block.labels().isEmpty();
    out.append(header(source, labelled));
    long written = 0;
    StringBuilder line = new StringBuilder();
    while (block != null) {
      for (int i = 0; i < block.count(); i++) {
        line.setLength(0);
        appendSpectrum(line, block, i, labelled);
        out.append(line);
      }
      written += block.count();
      block = source.next(BLOCK_SPECTRA);
    }
    return written;
  }

  private static String header(SpectrumSource source, boolean labelled) {
    StringBuilder header = new StringBuilder();
    header.append("# quantity: ").append(source.quantity().id()).append('\n');
    header.append("# source: ").append(source.name().replaceAll("\\p{Cntrl}", " ")).append('\n');
    if (source.simulated()) {
      header.append("# simulated: true\n");
    }
    ImageGeometry geometry = source.geometry();
    header
        .append("# geometry: ")
        .append(geometry.width())
        .append(" x ")
        .append(geometry.height())
        .append('\n');
    if (!Double.isNaN(geometry.pixelSizeMicrometres())) {
      header.append("# pixel-size-um: ").append(geometry.pixelSizeMicrometres()).append('\n');
    }
    SpectralAxis axis = source.axis();
    if (axisIsNumbered(source)) {
      header.append("# axis: index\n");
    } else if (axis.kind() != AxisKind.PER_CENTIMETRE) {
      header.append("# axis: ").append(axis.kind().id()).append('\n');
    }
    if (!axisIsNumbered(source) && needsUnit(axis)) {
      header.append("# axis-unit: ").append(unit(axis.kind())).append('\n');
    }
    header.append("x,y");
    for (int i = 0; i < axis.size(); i++) {
      header.append(',').append(NumberOutput.toString(axis.at(i), true));
    }
    return header.append(labelled ? ",label\n" : "\n").toString();
  }

  /** Whether a reader would not take an axis for one in cm⁻¹ without being told. */
  private static boolean needsUnit(SpectralAxis axis) {
    return !axis.kind().unit().equals("cm⁻¹") || UnitReading.mustBeSaid(axis);
  }

  private static String unit(AxisKind kind) {
    return switch (kind) {
      case PER_CENTIMETRE, WAVENUMBER, RAMAN_SHIFT -> AxisUnit.PER_CENTIMETRE.symbol();
      case WAVELENGTH -> AxisUnit.MICROMETRE.symbol();
      case CHEMICAL_SHIFT -> AxisUnit.PARTS_PER_MILLION.symbol();
      case PIXEL -> AxisUnit.PIXEL.symbol();
    };
  }

  /** Whether a source's axis only numbers its points, because its file has none. */
  public static boolean axisIsNumbered(SpectrumSource source) {
    return source instanceof FileSource file && file.understood().axis().numbered();
  }

  private static void appendSpectrum(
      StringBuilder line, SpectrumBlock block, int spectrum, boolean labelled) {
    int points = block.axis().size();
    line.append(block.x()[spectrum]).append(',').append(block.y()[spectrum]);
    for (int i = 0; i < points; i++) {
      float value = block.intensities()[spectrum * points + i];
      line.append(',').append(NumberOutput.toString(value, true));
    }
    if (labelled) {
      line.append(',').append(quoted(block.labels().get(spectrum)));
    }
    line.append('\n');
  }

  private static String quoted(String label) {
    String text = label.replaceAll("\\p{Cntrl}", " ");
    return text.matches("[^,;\"#]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
