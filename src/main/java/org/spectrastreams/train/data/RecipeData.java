package org.spectrastreams.train.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.model.ModelManifest.DataSet;
import org.spectrastreams.phantom.PhantomSettings;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.phantom.TissueSite;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.train.recipe.Recipe;
import org.spectrastreams.train.recipe.SimulatedLines;

/**
 * The spectra of a recipe's cross-validation, divided into the sets that take turns as test data.
 *
 * @param pixels all spectra of the cross-validation
 * @param sets the set of each of them
 * @param origin what the manifest says of the data
 * @param split what the manifest says of the division
 */
public record RecipeData(LabelledPixels pixels, int[] sets, List<DataSet> origin, String split) {

  /**
   * Reads or simulates the data of a recipe; unusable spectra are left out.
   *
   * @throws IOException if a sample cannot be read
   * @throws IllegalArgumentException if the data do not serve the recipe's preprocessing
   */
  public static RecipeData of(Recipe recipe) throws IOException {
    if (recipe.data() instanceof Recipe.LabelledMap map) {
      return read(recipe, map);
    }
    if (recipe.data() instanceof Recipe.LabelledSpectra list) {
      return read(recipe, list);
    }
    if (recipe.data() instanceof SimulatedLines lines) {
      return simulate(recipe, lines);
    }
    if (recipe.data() instanceof Recipe.SimulatedSections sections) {
      return simulate(recipe, sections);
    }
    throw new IllegalArgumentException(
        "the data of recipe " + recipe.name() + " are no spectra with one class each");
  }

  private static RecipeData read(Recipe recipe, Recipe.LabelledMap map) throws IOException {
    try (SpectrumSource source = Samples.open(map.sample())) {
      int[] blocks = GroupSplits.columnBlocks(source.geometry().width(), map.blocks());
      LabelledPixels pixels =
          labelled(source, map, map.classes(), column -> blocks[column])
              .usable(recipe.preprocessing());
      return new RecipeData(
          pixels,
          pixels.groups(),
          origin(map.sample(), map.licence(), map.attribution()),
          map.division()
              + "; each is test data in turn, another one validation data, the others training"
              + " data");
    }
  }

  private static RecipeData read(Recipe recipe, Recipe.LabelledSpectra list) throws IOException {
    try (SpectrumSource source = Samples.open(list.sample())) {
      LabelledPixels pixels =
          labelled(source, list, list.classes(), place -> place).usable(recipe.preprocessing());
      int[] groups = GroupSplits.alike(pixels.spectra(), pixels.count(), list.alike());
      int[] sets = GroupSplits.together(groups, pixels.labels(), list.sets());
      return new RecipeData(
          pixels,
          sets,
          origin(list.sample(), list.licence(), list.attribution()),
          list.division()
              + ": "
              + (Arrays.stream(groups).max().orElseThrow() + 1)
              + " groups, found without the labels, since the data do not say which spectra belong"
              + " together; each set is test data in turn, another one validation data, the others"
              + " training data");
    }
  }

  private static List<DataSet> origin(String sample, String licence, String attribution) {
    return List.of(
        new DataSet(sample, "training, validation and test, in turn", licence, attribution, false));
  }

  /**
   * The background that a recipe names by labels of its sample, the classes being those labels.
   *
   * @return empty where it names none
   * @throws IOException if the sample cannot be read
   */
  static Optional<LabelledPixels> background(Recipe recipe) throws IOException {
    if (recipe.data() instanceof Recipe.LabelledMap map && map.background() != null) {
      try (SpectrumSource source = Samples.open(map.sample())) {
        int[] blocks = GroupSplits.columnBlocks(source.geometry().width(), map.blocks());
        return Optional.of(
            labelled(source, map, map.background(), column -> blocks[column])
                .usable(recipe.preprocessing()));
      }
    }
    if (recipe.data() instanceof Recipe.LabelledSpectra list && list.background() != null) {
      try (SpectrumSource source = Samples.open(list.sample())) {
        return Optional.of(
            labelled(source, list, list.background(), place -> place)
                .usable(recipe.preprocessing()));
      }
    }
    return Optional.empty();
  }

  private static LabelledPixels labelled(
      SpectrumSource source,
      Recipe.LabelledMap map,
      List<String> wanted,
      IntUnaryOperator groupOfColumn)
      throws IOException {
    return labelled(source, map.sample(), map.classes(), map.background(), wanted, groupOfColumn);
  }

  private static LabelledPixels labelled(
      SpectrumSource source,
      Recipe.LabelledSpectra list,
      List<String> wanted,
      IntUnaryOperator groupOfColumn)
      throws IOException {
    return labelled(
        source, list.sample(), list.classes(), list.background(), wanted, groupOfColumn);
  }

  /**
   * The spectra that have one of some labels.
   *
   * @param background other labels that the sample may have besides classes; null for none
   * @param wanted the labels to take, classes or background
   * @param groupOfColumn the group of the spectra of a column
   */
  private static LabelledPixels labelled(
      SpectrumSource source,
      String sample,
      List<String> classes,
      List<String> background,
      List<String> wanted,
      IntUnaryOperator groupOfColumn)
      throws IOException {
    List<String> known = new ArrayList<>(classes);
    known.addAll(background == null ? List.of() : background);
    Rows rows = new Rows();
    for (SpectrumBlock block = source.next(256); block != null; block = source.next(256)) {
      for (int i = 0; i < block.count(); i++) {
        String label = block.labels().isEmpty() ? "" : block.labels().get(i);
        if (!label.isEmpty() && !known.contains(label)) {
          throw new IllegalArgumentException(
              "sample " + sample + " has the label '" + label + "'; the recipe knows " + known);
        }
        int index = wanted.indexOf(label);
        if (index >= 0) {
          rows.add(block, i, index, index, groupOfColumn.applyAsInt(block.x()[i]));
        }
      }
    }
    return rows.table(source.axis(), source.quantity(), wanted);
  }

  private static RecipeData simulate(Recipe recipe, SimulatedLines lines) {
    LabelledPixels pixels = LorentzianLines.of(lines).pixels().usable(recipe.preprocessing());
    return new RecipeData(
        pixels,
        pixels.groups(),
        List.of(
            new DataSet(
                "Lorentzian lines",
                "training, validation and test, in turn",
                "Apache-2.0",
                "Simulated by Spectra Streams after Fukuhara 2019, Eq. 10; not measured",
                true)),
        lines.division()
            + "; each is test data in turn, another one validation data, the others training"
            + " data");
  }

  private static RecipeData simulate(Recipe recipe, Recipe.SimulatedSections sections) {
    int classes = TissueClass.values().length;
    int developed = classes * sections.sectionsPerClass();
    int all = developed + classes * sections.heldOutPerClass();
    Sections development = Sections.of(sections, 0, developed);
    int[] setOfImage =
        GroupSplits.stratified(development.weakLabels(), sections.sets(), sections.firstSeed());
    LabelledPixels pixels = development.pixels().usable(recipe.preprocessing());
    String attribution =
        "Simulated by Spectra Streams: sections of "
            + sections.width()
            + " × "
            + sections.height()
            + " pixels, seeds %d to %d; not measured, no evidence about patients";
    return new RecipeData(
        pixels,
        Arrays.stream(pixels.groups()).map(group -> setOfImage[group]).toArray(),
        List.of(
            new DataSet(
                "tissue sections",
                "training, validation and test of the cross-validation, in turn",
                "Apache-2.0",
                String.format(
                    attribution, sections.firstSeed(), sections.firstSeed() + developed - 1),
                true),
            new DataSet(
                "held-out tissue sections",
                "test of the final ensemble",
                "Apache-2.0",
                String.format(
                    attribution, sections.firstSeed() + developed, sections.firstSeed() + all - 1),
                true)),
        sections.sets()
            + " sets of whole sections with the classes spread evenly; each is test data in turn,"
            + " another one validation data, the others training data; further sections are held"
            + " out for the final ensemble");
  }

  /**
   * The spectra of sections that no member sees; the groups are the sections.
   *
   * @throws IllegalArgumentException if the data do not serve the recipe's preprocessing
   */
  public static LabelledPixels heldOut(Recipe recipe, Recipe.SimulatedSections sections) {
    int classes = TissueClass.values().length;
    int developed = classes * sections.sectionsPerClass();
    return Sections.of(sections, developed, developed + classes * sections.heldOutPerClass())
        .pixels()
        .usable(recipe.preprocessing());
  }

  /**
   * Sections with labelled pixels drawn from them.
   *
   * @param weakLabels the label of each section
   */
  private record Sections(LabelledPixels pixels, int[] weakLabels) {
    static Sections of(Recipe.SimulatedSections sections, int from, int to) {
      Rows rows = new Rows();
      int[] weakLabels = new int[to - from];
      for (int image = from; image < to; image++) {
        TissuePhantom phantom = section(sections, image);
        weakLabels[image - from] = phantom.weakLabel();
        draw(phantom, weakLabels[image - from], image - from, sections, rows);
      }
      return new Sections(
          rows.table(TissuePhantom.axis(), Quantity.ABSORBANCE, TissueClass.labels()), weakLabels);
    }
  }

  /** Section number {@code index} of a recipe; sections of each severity follow each other. */
  static TissuePhantom section(Recipe.SimulatedSections sections, int index) {
    TissueClass[] severities = TissueClass.values();
    return new TissuePhantom(
        PhantomSettings.of(
            sections.width(),
            sections.height(),
            sections.firstSeed() + index,
            severities[index % severities.length]));
  }

  /** Draws labelled pixels of one section at random, without repetition, in stored order. */
  private static void draw(
      TissuePhantom phantom,
      int weakLabel,
      int group,
      Recipe.SimulatedSections sections,
      Rows rows) {
    int width = sections.width();
    int[] places =
        IntStream.range(0, width * sections.height())
            .filter(p -> isLabelled(phantom.site(p % width, p / width), sections.pixels()))
            .toArray();
    Random random = new Random(phantom.settings().seed());
    int drawn = Math.min(places.length, sections.pixelsPerSection());
    for (int i = 0; i < drawn; i++) {
      int j = i + random.nextInt(places.length - i);
      int swap = places[i];
      places[i] = places[j];
      places[j] = swap;
    }
    boolean[] wanted = new boolean[width * sections.height()];
    for (int i = 0; i < drawn; i++) {
      wanted[places[i]] = true;
    }
    try (SpectrumSource source = phantom.open()) {
      for (SpectrumBlock block = source.next(width); block != null; block = source.next(width)) {
        for (int i = 0; i < block.count(); i++) {
          int x = block.x()[i];
          int y = block.y()[i];
          if (wanted[y * width + x]) {
            rows.add(block, i, weakLabel, phantom.trueClass(x, y), group);
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("a simulated section needs no file, but failed to open", e);
    }
  }

  /** Whether a recipe counts a site among the pixels it wants. */
  static boolean isLabelled(TissueSite site, Recipe.Pixels pixels) {
    return switch (site) {
      case EPITHELIUM -> true;
      case NECROSIS -> pixels != Recipe.Pixels.EPITHELIUM;
      case STROMA -> pixels == Recipe.Pixels.TISSUE;
      case LUMEN, BACKGROUND -> false;
    };
  }

  /** Collects spectra of which nobody knows beforehand how many there are. */
  private static final class Rows {
    private final List<float[]> spectra = new ArrayList<>();
    private final List<int[]> classes = new ArrayList<>();

    void add(SpectrumBlock block, int index, int label, int truth, int group) {
      int points = block.axis().size();
      spectra.add(Arrays.copyOfRange(block.intensities(), index * points, (index + 1) * points));
      classes.add(new int[] {label, truth, group});
    }

    LabelledPixels table(SpectralAxis axis, Quantity quantity, List<String> names) {
      int points = axis.size();
      float[] all = new float[spectra.size() * points];
      for (int i = 0; i < spectra.size(); i++) {
        System.arraycopy(spectra.get(i), 0, all, i * points, points);
      }
      return new LabelledPixels(axis, quantity, names, all, column(0), column(1), column(2));
    }

    private int[] column(int index) {
      return classes.stream().mapToInt(row -> row[index]).toArray();
    }
  }
}
