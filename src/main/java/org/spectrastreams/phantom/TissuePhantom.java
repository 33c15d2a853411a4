package org.spectrastreams.phantom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.PixelTruth;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;

/**
 * A simulated FTIR image of a colon section whose truth is known: the class of every pixel of
 * epithelium, the spectral {@linkplain TissueRoute route} to it, and the bands in which the classes
 * differ. It stands in where measured data with such truth do not exist; it is not evidence about
 * patients.
 *
 * <p>Only epithelium has a class. Stroma, necrosis, lumen and the slide beside the section are
 * {@link #NO_CLASS}: they look the same in images of every label and take no part in scoring
 * against the hidden truth. An image as a whole carries one <em>weak</em> label, its most severe
 * class, which is wrong for its milder glands and says nothing about the rest: what a pathologist's
 * verdict on a section gives.
 *
 * <p>Every spectrum is computed from the settings and its place alone, so blocks may be asked for
 * in any size, and images of millions of spectra stream in constant memory. Thread-safe; each
 * {@link SpectrumSource} it opens is not.
 */
public final class TissuePhantom {
  /** What {@link #trueClass} says of pixels without a class. */
  public static final int NO_CLASS = -1;

  /** Where saturated pixels are cut off; sound ones stay below half of it. */
  public static final float SATURATION_ABSORBANCE = 3.0f;

  /** Distance of neighbouring pixels, µm: that of a usual imaging focal-plane array. */
  public static final double PIXEL_SIZE_MICROMETRES = 5.5;

  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 1, 801);
  private static final List<PlantedBand> PLANTED = ClassMarker.plantedBands();

  /** Classes of epithelium, then all other sites. */
  private static final List<String> TRUTH_NAMES =
      Stream.concat(
              TissueClass.labels().stream(),
              Arrays.stream(TissueSite.values())
                  .filter(site -> site != TissueSite.EPITHELIUM)
                  .map(TissueSite::label))
          .toList();

  private final PhantomSettings settings;
  private final TissueLayout layout;

  /** Null until it is asked for; a race only costs a repetition. */
  private volatile Integer weakLabel;

  public TissuePhantom(PhantomSettings settings) {
    this.settings = settings;
    layout = new TissueLayout(settings);
  }

  /** 1000–1800 cm⁻¹ in steps of 1: 801 points. */
  public static SpectralAxis axis() {
    return AXIS;
  }

  /**
   * Where the classes differ, and by which {@linkplain TissueRoute route} each does; ascending and
   * without overlap.
   */
  public static List<PlantedBand> plantedBands() {
    return PLANTED;
  }

  public PhantomSettings settings() {
    return settings;
  }

  /** What lies at a pixel. */
  public TissueSite site(int x, int y) {
    return look(x, y).site;
  }

  /** The hidden truth: index of the {@link TissueClass} at a pixel, or {@link #NO_CLASS}. */
  public int trueClass(int x, int y) {
    TissueRoute route = look(x, y).route;
    return route == null ? NO_CLASS : route.tissueClass().index();
  }

  /**
   * Which of the spectral ways to its class a pixel takes; empty where there is no class. As hidden
   * as the class: no label tells.
   */
  public Optional<TissueRoute> route(int x, int y) {
    return Optional.ofNullable(look(x, y).route);
  }

  /**
   * Whether the image's {@link #weakLabel()} names a wrong class here: true in milder glands, false
   * in those of the most severe class. Also false where there is no class; there the label is
   * neither right nor wrong.
   */
  public boolean falselyLabelled(int x, int y) {
    int truth = trueClass(x, y);
    return truth != NO_CLASS && truth != weakLabel();
  }

  private TissueLayout.Place look(int x, int y) {
    if (x < 0 || x >= settings.width() || y < 0 || y >= settings.height()) {
      throw new IllegalArgumentException(
          "pixel ("
              + x
              + ", "
              + y
              + ") of an image of "
              + settings.width()
              + " × "
              + settings.height());
    }
    TissueLayout.Place place = new TissueLayout.Place();
    layout.look(x, y, place);
    return place;
  }

  /**
   * The label of the whole image: index of the most severe class present, or {@link #NO_CLASS}
   * where there is no epithelium. The first call looks at every pixel until it meets {@link
   * PhantomSettings#severity()}.
   */
  public int weakLabel() {
    Integer known = weakLabel;
    if (known == null) {
      known = mostSevere();
      weakLabel = known;
    }
    return known;
  }

  private int mostSevere() {
    int worst = NO_CLASS;
    TissueLayout.Place place = new TissueLayout.Place();
    for (int y = 0; y < settings.height(); y++) {
      for (int x = 0; x < settings.width(); x++) {
        layout.look(x, y, place);
        if (place.route != null) {
          worst = Math.max(worst, place.route.tissueClass().index());
          if (worst == settings.severity().index()) {
            return worst;
          }
        }
      }
    }
    return worst;
  }

  /** Single pixels in any order, for whoever needs only some of them. One instance a thread. */
  public SpectrumSynthesis synthesis() {
    return new SpectrumSynthesis(settings, layout);
  }

  /** What the {@linkplain SpectrumBlock#truth() truth} of its blocks can say, in their order. */
  public static List<String> truthNames() {
    return TRUTH_NAMES;
  }

  /** The number of a pixel's class in {@link #truthNames()}, or of its site if it has none. */
  private static int truthIndex(TissueLayout.Place place) {
    return place.route == null
        ? TissueClass.labels().size() + place.site.index() - 1
        : place.route.tissueClass().index();
  }

  /**
   * The image as an instrument would give it: row by row, without labels. Beside the spectra, no
   * part of them, its blocks say what is truly there.
   */
  public SpectrumSource open() {
    return new Source(false);
  }

  /**
   * The image with the hidden truth as labels, {@link TissueClass#label()}; "" for pixels without a
   * class.
   */
  public SpectrumSource openWithTruth() {
    return new Source(true);
  }

  private final class Source implements SpectrumSource {
    private final boolean labelled;
    private final SpectrumSynthesis synthesis = synthesis();
    private final ImageGeometry geometry =
        new ImageGeometry(settings.width(), settings.height(), PIXEL_SIZE_MICROMETRES);
    private final TissueLayout.Place place = new TissueLayout.Place();
    private int nextX;
    private int nextY;

    Source(boolean labelled) {
      this.labelled = labelled;
    }

    @Override
    public String name() {
      return settings.preparation() == Preparation.USUAL
          ? "tissue-simulated"
          : "tissue-simulated-" + settings.preparation().label();
    }

    @Override
    public ImageGeometry geometry() {
      return geometry;
    }

    @Override
    public SpectralAxis axis() {
      return AXIS;
    }

    @Override
    public Quantity quantity() {
      return Quantity.ABSORBANCE;
    }

    @Override
    public boolean simulated() {
      return true;
    }

    @Override
    public SpectrumBlock next(int maxSpectra) {
      if (maxSpectra < 1) {
        throw new IllegalArgumentException(
            "block of at most " + maxSpectra + " spectra; expected 1 or more");
      }
      if (nextY == geometry.height()) {
        return null;
      }
      int count = Math.min(maxSpectra, geometry.width() - nextX);
      int[] x = new int[count];
      int[] y = new int[count];
      float[] intensities = new float[count * AXIS.size()];
      List<String> labels = labelled ? new ArrayList<>(count) : List.of();
      byte[] truth = new byte[count];
      Arrays.fill(y, nextY);
      for (int i = 0; i < count; i++) {
        x[i] = nextX + i;
        synthesis.write(x[i], nextY, intensities, i * AXIS.size());
        layout.look(x[i], nextY, place);
        truth[i] = (byte) truthIndex(place);
        if (labelled) {
          labels.add(place.route == null ? "" : place.route.tissueClass().label());
        }
      }
      nextX += count;
      if (nextX == geometry.width()) {
        nextX = 0;
        nextY++;
      }
      return new SpectrumBlock(
          AXIS,
          Optional.empty(),
          Quantity.ABSORBANCE,
          x,
          y,
          intensities,
          labels,
          Optional.of(new PixelTruth(TRUTH_NAMES, truth)));
    }

    @Override
    public void close() {
      nextY = geometry.height();
      nextX = 0;
    }
  }
}
