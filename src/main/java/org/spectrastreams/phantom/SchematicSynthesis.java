package org.spectrastreams.phantom;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Computes the spectrum of one pixel:
 *
 * <p>A(ν) = thickness × (Σ concentration × component + Σ amount × marker) + scattering + line +
 * vapour + noise.
 *
 * <p>Concentrations depend on what lies at the pixel, marker amounts also on the route to its
 * class; everything else varies in the same way in every class: by patient, smoothly over the
 * image, by gland and by pixel. Holds scratch space: one instance a thread.
 */
final class SchematicSynthesis implements SpectrumSynthesis {
  private static final List<ComponentSpectrum> COMPONENTS = ComponentSpectrum.ALL;
  private static final List<ClassMarker> MARKERS = ClassMarker.ALL;

  // Variance of a marker within a class, 1 in all: patient 0.16, gland 0.20, smooth 0.14, pixel
  // 0.50
  private static final float MARKER_PATIENT = 0.40f;
  private static final float MARKER_GLAND = 0.447f;
  private static final float MARKER_SMOOTH = 0.374f;
  private static final float MARKER_PIXEL = 0.707f;

  // Relative standard deviations of concentrations.
  private static final float CONCENTRATION_PATIENT = 0.07f;
  private static final float CONCENTRATION_SMOOTH = 0.08f;
  private static final float CONCENTRATION_PIXEL = 0.06f;

  private static final float NOISE = 0.0020f;

  /**
   * What a site is made of.
   *
   * @param filling absorbing matter in the beam, relative to a full section
   * @param concentrations in the order of {@link ComponentSpectrum#ALL}
   */
  private record Composition(float filling, float... concentrations) {
    static Composition of(TissueSite site) {
      return switch (site) {
        case EPITHELIUM -> new Composition(1.00f, 0.56f, 0.085f, 0.130f, 0.10f, 0.08f, 0.03f);
        case STROMA -> new Composition(0.92f, 0.16f, 0.050f, 0.050f, 0.03f, 0.03f, 0.46f);
        case NECROSIS -> new Composition(0.80f, 0.46f, 0.150f, 0.070f, 0.03f, 0.04f, 0.06f);
        case LUMEN -> new Composition(0.14f, 0.20f, 0.040f, 0.020f, 0.02f, 0.50f, 0.02f);
        case BACKGROUND -> new Composition(0.006f, 0.30f, 0.10f, 0.02f, 0.02f, 0.02f, 0.02f);
      };
    }
  }

  private final Map<TissueSite, Composition> compositions = new EnumMap<>(TissueSite.class);
  private final PhantomSettings settings;
  private final TissueLayout layout;
  private final TissueLayout.Place place = new TissueLayout.Place();
  private final SplitMix random = new SplitMix();
  private final long key;
  private final float[][] components;
  private final float[][] markers;
  private final InstrumentEffects effects;
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

  SchematicSynthesis(PhantomSettings settings, TissueLayout layout, SpectralAxis axis) {
    this.settings = settings;
    this.layout = layout;
    points = axis.size();
    for (TissueSite site : TissueSite.values()) {
      compositions.put(site, Composition.of(site));
    }
    key = SplitMix.mix(settings.seed() ^ 0x737065637472L);
    components = COMPONENTS.stream().map(c -> c.on(axis)).toArray(float[][]::new);
    markers = MARKERS.stream().map(m -> m.on(axis)).toArray(float[][]::new);
    effects = new InstrumentEffects(axis);
    random.seed(SplitMix.mix(settings.patient() ^ 0x70617469656EL));
    for (int c = 0; c < components.length; c++) {
      componentOfPatient[c] = CONCENTRATION_PATIENT * random.nextGaussian();
      componentField[c] = new SmoothField(key + 1 + c, 13);
    }
    for (int m = 0; m < markers.length; m++) {
      markerOfPatient[m] = MARKER_PATIENT * random.nextGaussian();
      markerField[m] = new SmoothField(key + 101 + m, 11);
    }
    random.seed(key);
    thicknessOfSection = 1 + 0.12f * random.nextGaussian();
    noiseOfImage = NOISE * (0.8f + 0.6f * random.nextFloat());
    radiusOfImage = 4 + 0.6f * random.nextGaussian();
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
  @Override
  public void write(int x, int y, float[] out, int offset) {
    random.seed(SplitMix.hash(key, x, y));
    float fate = random.nextFloat();
    if (fate < settings.deadRate()) {
      float nothing = fate < settings.deadRate() / 2 ? 0 : Float.NaN;
      Arrays.fill(out, offset, offset + points, nothing);
      return;
    }
    layout.look(x, y, place);
    Arrays.fill(out, offset, offset + points, 0);
    float depth =
        thicknessOfSection + 0.09f * (float) thickness.at(x, y) + 0.025f * random.nextGaussian();
    Composition composition = compositions.get(place.site);
    addTissue(x, y, composition, depth * composition.filling(), out, offset);
    float haze = 0.022f + 0.008f * (float) scattering.at(x, y) + 0.003f * random.nextGaussian();
    float grain = radiusOfImage + 0.7f * (float) radius.at(x, y);
    float solid = place.site == TissueSite.BACKGROUND ? 0.1f : 1;
    effects.addScattering(out, offset, solid * Math.max(0, haze), grain);
    effects.addLine(out, offset, 0.004f * random.nextGaussian(), 0.003f * random.nextGaussian());
    effects.addVapour(out, offset, 0.0018f * (float) purge.at(0.2 * x, y));
    random.addNoise(out, offset, effects.noise(), noiseOfImage);
    if (fate < settings.deadRate() + settings.saturatedRate()) {
      saturate(out, offset);
    }
  }

  private void addTissue(
      int x, int y, Composition composition, float depth, float[] out, int offset) {
    for (int c = 0; c < components.length; c++) {
      float relative =
          1
              + componentOfPatient[c]
              + CONCENTRATION_SMOOTH * (float) componentField[c].at(x, y)
              + CONCENTRATION_PIXEL * random.nextGaussian();
      InstrumentEffects.add(
          out,
          offset,
          components[c],
          depth * composition.concentrations()[c] * Math.max(0, relative));
    }
    for (int m = 0; m < markers.length; m++) {
      float amount =
          level(MARKERS.get(m))
              + markerOfPatient[m]
              + MARKER_GLAND * SplitMix.hashGaussian(place.crypt, m, 0)
              + MARKER_SMOOTH * (float) markerField[m].at(x, y)
              + MARKER_PIXEL * random.nextGaussian();
      InstrumentEffects.add(out, offset, markers[m], depth * amount);
    }
  }

  private float level(ClassMarker marker) {
    if (place.route != null) {
      return marker.level(place.route);
    }
    return place.site == TissueSite.NECROSIS ? (float) marker.levelInNecrosis() : 0;
  }

  /** A pixel that got hardly any light: absorbance several times too high, cut off flat. */
  private void saturate(float[] out, int offset) {
    float highest = 0;
    for (int i = 0; i < points; i++) {
      highest = Math.max(highest, out[offset + i]);
    }
    float gain = 2 * TissuePhantom.SATURATION_ABSORBANCE / highest;
    for (int i = 0; i < points; i++) {
      out[offset + i] = Math.min(gain * out[offset + i], TissuePhantom.SATURATION_ABSORBANCE);
    }
  }
}
