package org.spectrastreams.wire;

import java.util.regex.Pattern;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.wire.block.SpectrumPart;

/**
 * What a block may hold; checked before anything is allocated for it.
 *
 * @param recordBytes the longest record value
 * @param spectra the most spectra of a block
 * @param points the longest axis
 */
public record BlockLimits(int recordBytes, int spectra, int points) {
  /** The longest image id, in characters. */
  public static final int IMAGE_ID_LENGTH = 200;

  /** The longest pipeline name, in bytes. */
  public static final int PIPELINE_LENGTH = 100;

  /** The longest source text, in bytes. */
  public static final int SOURCE_LENGTH = 500;

  private static final Pattern IMAGE_ID =
      Pattern.compile("[A-Za-z0-9._-]{1," + IMAGE_ID_LENGTH + "}");
  private static final Pattern ONLY_DOTS = Pattern.compile("\\.+");

  /** What fits Kafka's own default of 1 MB a record. */
  public static final BlockLimits DEFAULT = new BlockLimits(1 << 20, 4096, SpectralAxis.MAX_POINTS);

  /** What a single spectrum may be that came in parts. */
  public static final BlockLimits WHOLE_SPECTRUM =
      new BlockLimits(SpectrumPart.SPECTRUM_BYTES, 1, SpectralAxis.MAX_POINTS);

  /**
   * Whether an image may be called so: 1 to {@value #IMAGE_ID_LENGTH} characters of {@code
   * [A-Za-z0-9._-]}, not only dots.
   */
  public static boolean isImageId(String id) {
    return IMAGE_ID.matcher(id).matches() && !ONLY_DOTS.matcher(id).matches();
  }
}
