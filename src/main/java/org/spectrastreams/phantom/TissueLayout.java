package org.spectrastreams.phantom;

/**
 * Where everything lies: glands (crypts) with lumen on a shaken hexagonal lattice, stroma between
 * them, patches of necrosis, a section with round corners and a few cracks. Every pixel is computed
 * from the seed and its place alone; lengths are in pixels of {@link
 * TissuePhantom#PIXEL_SIZE_MICROMETRES}. Thread-safe.
 */
final class TissueLayout {
  /** Distance of neighbouring crypts: about 100 µm. */
  private static final double SPACING = 18;

  private static final double ROW_SPACING = SPACING * 0.866;
  private static final int REMEMBERED = 1 << 12;

  /**
   * One gland: an ellipse in pixels whose long axis points along (cos, sin).
   *
   * @param hollow share of the radius that is lumen
   * @param ragged how far the outline wanders, pixels
   * @param debris whether dead cells fill the lumen
   */
  private record Crypt(
      int column,
      int row,
      double x,
      double y,
      double longAxis,
      double shortAxis,
      double cos,
      double sin,
      double hollow,
      double ragged,
      boolean debris,
      TissueRoute route) {}

  /** What lies at one pixel; filled again for every pixel. */
  static final class Place {
    TissueSite site = TissueSite.BACKGROUND;

    /** The route of epithelium, null elsewhere. */
    TissueRoute route;

    /** A number of the gland, the same for all its pixels; 0 elsewhere. */
    long crypt;
  }

  private final PhantomSettings settings;
  private final long key;
  private final SmoothField grade;
  private final SmoothField lowerGrade;
  private final SmoothField kind;
  private final SmoothField necrosis;
  private final SmoothField cracks;
  private final SmoothField edge;
  private final SmoothField warpX;
  private final SmoothField warpY;
  private final SmoothField fray;

  /** Glands by a hash of their place; entries are immutable, so a race only costs a repetition. */
  private final Crypt[] remembered = new Crypt[REMEMBERED];

  TissueLayout(PhantomSettings settings) {
    this.settings = settings;
    key = SplitMix.mix(settings.seed() ^ 0x6C61796F7574L);
    double zone = Math.max(32, Math.min(150, 0.45 * Math.min(settings.width(), settings.height())));
    grade = new SmoothField(key + 1, zone);
    lowerGrade = new SmoothField(key + 2, zone);
    necrosis = new SmoothField(key + 3, 26);
    cracks = new SmoothField(key + 4, 70);
    edge = new SmoothField(key + 5, 15);
    warpX = new SmoothField(key + 6, 6);
    warpY = new SmoothField(key + 7, 6);
    fray = new SmoothField(key + 8, 2.3);
    kind = new SmoothField(key + 11, zone);
  }

  void look(int x, int y, Place place) {
    place.route = null;
    place.crypt = 0;
    place.site = TissueSite.STROMA;
    if (beside(x, y)) {
      place.site = TissueSite.BACKGROUND;
      return;
    }
    double dying = settings.severity() == TissueClass.CANCEROUS ? 1.5 : 2.0;
    if (necrosis.at(x, y) + 0.1 * fray.at(x, y) > dying) {
      place.site = TissueSite.NECROSIS;
      return;
    }
    double wanderX = warpX.at(x, y);
    double wanderY = warpY.at(x, y);
    double frayed = fray.at(x, y);
    double nearest = 1;
    Crypt found = null;
    int row = (int) Math.floor(y / ROW_SPACING);
    for (int j = row - 1; j <= row + 2; j++) {
      int column = (int) Math.floor(x / SPACING - shift(j));
      for (int i = column - 1; i <= column + 2; i++) {
        Crypt crypt = crypt(i, j);
        double dx = x + crypt.ragged() * wanderX - crypt.x();
        double dy = y + crypt.ragged() * wanderY - crypt.y();
        double along = (dx * crypt.cos() + dy * crypt.sin()) / crypt.longAxis();
        double across = (dy * crypt.cos() - dx * crypt.sin()) / crypt.shortAxis();
        double distance = Math.sqrt(along * along + across * across);
        if (distance < nearest) {
          nearest = distance;
          found = crypt;
        }
      }
    }
    if (found == null) {
      return;
    }
    if (nearest < found.hollow() * (1 + 0.08 * found.ragged() * frayed)) {
      place.site = found.debris() ? TissueSite.NECROSIS : TissueSite.LUMEN;
      return;
    }
    place.site = TissueSite.EPITHELIUM;
    place.route = found.route();
    place.crypt = SplitMix.hash(key, found.column(), found.row());
  }

  /** Outside a rounded rectangle with a frayed rim, or in a crack. */
  private boolean beside(int x, int y) {
    double u = Math.abs((x + 0.5) / settings.width() * 2 - 1);
    double v = Math.abs((y + 0.5) / settings.height() * 2 - 1);
    double rim = u * u * u * u + v * v * v * v;
    if (rim > 1.12 + 0.05 * edge.at(x, y)) {
      return true;
    }
    double crack = cracks.at(x, y) + 0.15 * edge.at(x, y);
    return Math.abs(crack) < 0.015;
  }

  private static double shift(int row) {
    return (row & 1) * 0.5;
  }

  private Crypt crypt(int column, int row) {
    int slot = (column * 31 + row * 1_009) & (REMEMBERED - 1);
    Crypt crypt = remembered[slot];
    if (crypt == null || crypt.column() != column || crypt.row() != row) {
      crypt = grow(column, row);
      remembered[slot] = crypt;
    }
    return crypt;
  }

  private Crypt grow(int column, int row) {
    SplitMix random = new SplitMix();
    random.seed(SplitMix.hash(key, column, row));
    double x = SPACING * (column + shift(row) + 0.5 + 0.12 * random.nextGaussian());
    double y = ROW_SPACING * (row + 0.5 + 0.12 * random.nextGaussian());
    TissueClass tissueClass = classAt(x, y);
    double angle = Math.PI * random.nextFloat();
    double size = 1 + 0.08 * random.nextGaussian();
    double stretch = random.nextFloat();
    double hollow = 0.02 * random.nextGaussian();
    double debris = random.nextFloat();
    double missing = random.nextFloat();
    double radius;
    double ragged;
    switch (tissueClass) {
      case NORMAL -> { // round, regular, apart
        radius = 7.0;
        stretch = 1 + 0.2 * stretch;
        hollow += 0.34;
        ragged = 0.4;
      }
      case HYPERPLASTIC -> { // wider, with a serrated lumen
        radius = 7.8;
        stretch = 1 + 0.3 * stretch;
        hollow += 0.46;
        ragged = 1.3;
      }
      case ADENOMATOUS -> { // long and crowded
        radius = 8.0;
        stretch = 1.3 + 0.6 * stretch;
        hollow += 0.30;
        ragged = 1.2;
      }
      default -> { // irregular, fused, with little or blocked lumen
        radius = 8.8;
        stretch = 1 + 0.7 * stretch;
        hollow += 0.22;
        ragged = 1.9;
      }
    }
    if (missing < (tissueClass == TissueClass.CANCEROUS ? 0.14 : 0.05)) {
      radius = 0.01;
    }
    double root = Math.sqrt(stretch);
    return new Crypt(
        column,
        row,
        x,
        y,
        radius * size * root,
        radius * size / root,
        StrictMath.cos(angle),
        StrictMath.sin(angle),
        Math.max(0.08, hollow),
        ragged,
        tissueClass == TissueClass.CANCEROUS && debris < 0.35,
        routeAt(x, y, tissueClass));
  }

  /** About two thirds of the glands have the image's severity, the others lie in milder zones. */
  private TissueClass classAt(double x, double y) {
    int severity = settings.severity().index();
    if (severity == 0 || grade.at(x, y) > -0.45) {
      return settings.severity();
    }
    double share = (lowerGrade.at(x, y) + 1.6) / 3.2;
    int milder = (int) Math.floor(share * severity);
    return TissueClass.of(Math.max(0, Math.min(severity - 1, milder)));
  }

  /** Where a class has several routes, they lie in zones of several glands and equal area. */
  private TissueRoute routeAt(double x, double y, TissueClass tissueClass) {
    return switch (tissueClass) {
      case NORMAL -> TissueRoute.NORMAL;
      case HYPERPLASTIC -> TissueRoute.HYPERPLASTIC;
      case ADENOMATOUS -> TissueRoute.ADENOMATOUS;
      case CANCEROUS -> kind.at(x, y) < 0 ? TissueRoute.CONVENTIONAL : TissueRoute.MUCINOUS;
    };
  }
}
