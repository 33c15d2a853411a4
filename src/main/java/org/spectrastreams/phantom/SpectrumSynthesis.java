package org.spectrastreams.phantom;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.spectrastreams.phantom.TissueChemistry.Composition;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * The spectrum of one pixel of a section in transmission:
 *
 * <p>A(ν) = thickness × (Σ concentration × component + Σ amount × marker) + resonant Mie scattering
 * + line + vapour + noise.
 *
 * <p>Concentrations and markers are those of all that the pixel {@linkplain PointSpread sees};
 * concentrations depend on the sites, marker amounts also on the route to the class. Everything
 * else varies in the same way in every class: by patient, smoothly over the image, by gland and by
 * pixel. Holds scratch space: one instance a thread.
 */
public final class SpectrumSynthesis {
  private static final List<ComponentSpectrum> COMPONENTS = TissueChemistry.COMPONENTS;
  private static final List<ClassMarker> MARKERS = ClassMarker.ALL;

  // Variance of a marker within a class, 1 in all: patient 0.16, gland 0.20, smooth 0.14, pixel
  // 0.50
  private static final float MARKER_PATIENT = 0.40f;
  private static final float MARKER_GLAND = 0.447f;
  private static final float MARKER_SMOOTH = 0.374f;
  private static final float MARKER_PIXEL = 0.707f;

  /** Standard deviation of the noise where nothing absorbs. */
  private static final float NOISE = 0.0005f;

  /** What scatters within full tissue, and at a border of unit steepness, as cross-section. */
  private static final float HAZE = 0.016f;

  private static final float HAZE_AT_BORDERS = 0.07f;

  /** Thickness of a full section, µm; a convention of 5 µm slides. */
  private static final double THICKNESS = 5;

  /** Where components are known for their dispersion: far enough beyond the axis, cm⁻¹. */
  private static final int FIRST_KNOWN = 600;

  private static final int LAST_KNOWN = 2200;

  private final PhantomSettings settings;
  private final PointSpread spread;
  private final SplitMix random = new SplitMix();
  private final long key;
  private final Curves curves;
  private final InstrumentLine line;
  private final MieScattering mie;
  private final float[] slope;
  private final Map<TissueSite, Composition> compositions;
  private final float[] fillings = new float[TissueSite.values().length];
  private final float[] componentOfPatient = new float[COMPONENTS.size()];
  private final float[] markerOfPatient = new float[MARKERS.size()];
  private final float thicknessOfSection;
  private final float noiseOfImage;
  private final float radiusOfImage;
  private final SmoothField[] componentField = new SmoothField[COMPONENTS.size()];
  private final SmoothField[] markerField = new SmoothField[MARKERS.size()];
  private final SmoothField thickness;
  private final SmoothField scattering;
  private final SmoothField radius;
  private final SmoothField purge;
  private final int points;
  private final float[] amounts = new float[COMPONENTS.size() + MARKERS.size()];
  private final float[] bend;
  private final float[] scratch;

  /**
   * Absorbance of components, then markers, at unit amount, and what they add to the index, times
   * the wavenumber, at every {@link MieScattering#STRIDE}th point. Beyond the points {@code from}
   * to {@code to} a curve absorbs nothing.
   */
  private record Curves(float[][] absorbance, int[] from, int[] to, float[][] bend) {
    static Curves on(SpectralAxis axis) {
      int count = COMPONENTS.size() + MARKERS.size();
      float[][] absorbance = new float[count][];
      float[][] bend = new float[count][MieScattering.nodes(axis.size())];
      double step = axis.at(1) - axis.at(0);
      int before = (int) StrictMath.rint((axis.at(0) - FIRST_KNOWN) / step);
      double[] known = new double[(int) StrictMath.rint((LAST_KNOWN - FIRST_KNOWN) / step) + 1];
      for (int c = 0; c < count; c++) {
        boolean component = c < COMPONENTS.size();
        absorbance[c] =
            component ? COMPONENTS.get(c).on(axis) : MARKERS.get(c - COMPONENTS.size()).on(axis);
        for (int i = 0; i < known.length; i++) {
          int point = i - before;
          known[i] =
              component
                  ? COMPONENTS.get(c).at(FIRST_KNOWN + i * step)
                  : point >= 0 && point < axis.size() ? absorbance[c][point] : 0;
        }
        double[] index = Dispersion.index(known, FIRST_KNOWN, step, THICKNESS, before, axis.size());
        for (int node = 0; node < bend[c].length; node++) {
          int i = Math.min(node * MieScattering.STRIDE, axis.size() - 1);
          bend[c][node] = (float) (axis.at(i) * index[i]);
        }
      }
      int[] from = new int[count];
      int[] to = new int[count];
      for (int c = 0; c < count; c++) {
        to[c] = axis.size();
        while (to[c] > 0 && absorbance[c][to[c] - 1] == 0) {
          to[c]--;
        }
        while (from[c] < to[c] && absorbance[c][from[c]] == 0) {
          from[c]++;
        }
      }
      return new Curves(absorbance, from, to, bend);
    }
  }

  /** The only axis there is; computed once. */
  private static final class OnAxis {
    static final Curves CURVES = Curves.on(TissuePhantom.axis());
    static final InstrumentLine LINE = new InstrumentLine(TissuePhantom.axis());
    static final MieScattering MIE = new MieScattering(TissuePhantom.axis());
  }

  SpectrumSynthesis(PhantomSettings settings, TissueLayout layout) {
    this.settings = settings;
    spread = new PointSpread(layout, settings.width());
    SpectralAxis axis = TissuePhantom.axis();
    points = axis.size();
    curves = OnAxis.CURVES;
    line = OnAxis.LINE;
    mie = OnAxis.MIE;
    bend = new float[MieScattering.nodes(points)];
    scratch = new float[2 * line.nodes()];
    slope = new float[points];
    for (int i = 0; i < points; i++) {
      slope[i] = (float) (2 * (axis.at(i) - axis.min()) / (axis.max() - axis.min()) - 1);
    }
    compositions = TissueChemistry.compositions(settings.preparation());
    compositions.forEach((site, composition) -> fillings[site.index()] = composition.filling());
    key = SplitMix.mix(settings.seed() ^ 0x73656374696FL);
    random.seed(SplitMix.mix(settings.patient() ^ 0x70617469656EL));
    for (int c = 0; c < componentOfPatient.length; c++) {
      componentOfPatient[c] = TissueChemistry.PATIENT_VARIATION * random.nextGaussian();
      componentField[c] = new SmoothField(key + 1 + c, 13);
    }
    for (int m = 0; m < markerOfPatient.length; m++) {
      markerOfPatient[m] = MARKER_PATIENT * random.nextGaussian();
      markerField[m] = new SmoothField(key + 101 + m, 11);
    }
    random.seed(key);
    thicknessOfSection = 1 + 0.12f * random.nextGaussian();
    noiseOfImage = NOISE * (0.8f + 0.6f * random.nextFloat());
    radiusOfImage = 4 + 0.5f * random.nextGaussian();
    thickness = new SmoothField(key + 201, 31);
    scattering = new SmoothField(key + 202, 9);
    radius = new SmoothField(key + 203, 17);
    purge = new SmoothField(key + 204, 14);
  }

  /**
   * Writes the spectrum of one pixel; the same values that {@link TissuePhantom#open()} gives
   * there.
   *
   * @param out receives {@code TissuePhantom.axis().size()} values from {@code offset}
   */
  public void write(int x, int y, float[] out, int offset) {
    random.seed(SplitMix.hash(key, x, y));
    float fate = random.nextFloat();
    if (fate < settings.deadRate()) {
      float nothing = fate < settings.deadRate() / 2 ? 0 : Float.NaN;
      Arrays.fill(out, offset, offset + points, nothing);
      return;
    }
    spread.look(x, y);
    float depth =
        thicknessOfSection + 0.09f * (float) thickness.at(x, y) + 0.02f * random.nextGaussian();
    float solid = mix(x, y, depth);
    Arrays.fill(out, offset, offset + points, 0);
    Arrays.fill(bend, 0);
    float whole = 1 / (depth * Math.max(solid, 0.05f));
    for (int c = 0; c < amounts.length; c++) {
      addBoth(out, offset, c, amounts[c], whole * amounts[c]);
    }
    float uneven = 1 + 0.3f * (float) scattering.at(x, y) + 0.1f * random.nextGaussian();
    float haze = HAZE * solid + HAZE_AT_BORDERS * spread.steepness(fillings);
    float grain = radiusOfImage + 0.6f * (float) radius.at(x, y);
    mie.add(out, offset, haze * Math.max(0.1f, uneven), Math.max(1.5f, grain), bend);
    addLine(out, offset, 0.003f * random.nextGaussian(), 0.002f * random.nextGaussian());
    line.addVapour(out, offset, 0.0008f * (float) purge.at(0.2 * x, y));
    line.addNoise(out, offset, noiseOfImage, random, scratch);
    if (fate < settings.deadRate() + settings.saturatedRate()) {
      saturate(out, offset);
    }
  }

  /** Sets the amounts of all that the pixel sees; returns its share of a full section. */
  private float mix(int x, int y, float depth) {
    Arrays.fill(amounts, 0);
    float solid = 0;
    for (int p = 0; p < spread.count(); p++) {
      PointSpread.Part part = spread.part(p);
      Composition composition = compositions.get(part.site);
      float filling = part.share * composition.filling();
      solid += filling;
      for (int c = 0; c < COMPONENTS.size(); c++) {
        amounts[c] += filling * composition.concentrations()[c];
      }
      for (int m = 0; m < MARKERS.size(); m++) {
        amounts[COMPONENTS.size() + m] +=
            filling
                * (level(MARKERS.get(m), part)
                    + MARKER_GLAND * SplitMix.hashGaussian(part.crypt, m, 0));
      }
    }
    for (int c = 0; c < COMPONENTS.size(); c++) {
      float relative =
          1
              + componentOfPatient[c]
              + TissueChemistry.SMOOTH_VARIATION * (float) componentField[c].at(x, y)
              + TissueChemistry.PIXEL_VARIATION[c] * random.nextGaussian();
      amounts[c] *= depth * Math.max(0, relative);
    }
    for (int m = 0; m < MARKERS.size(); m++) {
      float common =
          markerOfPatient[m]
              + MARKER_SMOOTH * (float) markerField[m].at(x, y)
              + MARKER_PIXEL * random.nextGaussian();
      int c = COMPONENTS.size() + m;
      amounts[c] = depth * (amounts[c] + solid * common);
    }
    return solid;
  }

  private static float level(ClassMarker marker, PointSpread.Part part) {
    if (part.route != null) {
      return marker.level(part.route);
    }
    return part.site == TissueSite.NECROSIS ? (float) marker.levelInNecrosis() : 0;
  }

  private void addBoth(float[] out, int offset, int curve, float amount, float concentration) {
    if (amount == 0) {
      return;
    }
    float[] absorbance = curves.absorbance()[curve];
    float[] refraction = curves.bend()[curve];
    int to = curves.to()[curve];
    for (int i = curves.from()[curve]; i < to; i++) {
      out[offset + i] += amount * absorbance[i];
    }
    for (int node = 0; node < bend.length; node++) {
      bend[node] += concentration * refraction[node];
    }
  }

  /** Adds a straight line: {@code mean} in the middle, {@code mean ± half} at the ends. */
  private void addLine(float[] out, int offset, float mean, float half) {
    for (int i = 0; i < points; i++) {
      out[offset + i] += mean + half * slope[i];
    }
  }

  /** A pixel that got hardly any light: absorbance several times too high, cut off flat. */
  private void saturate(float[] out, int offset) {
    float highest = 0;
    for (int i = 0; i < points; i++) {
      highest = Math.max(highest, out[offset + i]);
    }
    if (highest <= 0) {
      Arrays.fill(out, offset, offset + points, TissuePhantom.SATURATION_ABSORBANCE);
      return;
    }
    float gain = 2 * TissuePhantom.SATURATION_ABSORBANCE / highest;
    for (int i = 0; i < points; i++) {
      out[offset + i] = Math.min(gain * out[offset + i], TissuePhantom.SATURATION_ABSORBANCE);
    }
  }
}
