package org.spectrastreams.train.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.train.recipe.Recipe;

/** Spectra of what lies in the training samples and is no class, as a recipe names it. */
public final class BackgroundPixels {
  private BackgroundPixels() {}

  /**
   * Usable background spectra of what the members are trained on; the classes are the names of the
   * background, the groups those of the data. Of a sample with labels they are all spectra of the
   * labels; of sections, pixels are drawn from all of a site, those at its border included.
   *
   * @return empty where the recipe names no background
   * @throws IOException if a sample cannot be read
   */
  public static Optional<LabelledPixels> of(Recipe recipe) throws IOException {
    if (!(recipe.data() instanceof Recipe.SimulatedSections sections)
        || sections.background() == null) {
      return RecipeData.background(recipe);
    }
    List<String> names = sections.background().sites();
    List<float[]> spectra = new ArrayList<>();
    List<int[]> labels = new ArrayList<>();
    int count = TissueClass.values().length * sections.sectionsPerClass();
    for (int image = 0; image < count; image++) {
      draw(RecipeData.section(sections, image), image, sections.background(), spectra, labels);
    }
    int points = TissuePhantom.axis().size();
    float[] all = new float[spectra.size() * points];
    for (int i = 0; i < spectra.size(); i++) {
      System.arraycopy(spectra.get(i), 0, all, i * points, points);
    }
    int[] sites = labels.stream().mapToInt(row -> row[0]).toArray();
    int[] none = new int[sites.length];
    Arrays.fill(none, TissuePhantom.NO_CLASS);
    int[] groups = labels.stream().mapToInt(row -> row[1]).toArray();
    return Optional.of(
        new LabelledPixels(
                TissuePhantom.axis(), Quantity.ABSORBANCE, names, all, sites, none, groups)
            .usable(recipe.preprocessing()));
  }

  private static void draw(
      TissuePhantom phantom,
      int group,
      Recipe.Background wanted,
      List<float[]> spectra,
      List<int[]> labels) {
    int width = phantom.settings().width();
    int[] siteOf = new int[width * phantom.settings().height()];
    Arrays.fill(siteOf, -1);
    Random random = new Random(phantom.settings().seed() + 1);
    for (int site = 0; site < wanted.sites().size(); site++) {
      String name = wanted.sites().get(site);
      int[] places =
          IntStream.range(0, siteOf.length)
              .filter(p -> phantom.site(p % width, p / width).label().equals(name))
              .toArray();
      for (int i = 0; i < Math.min(places.length, wanted.pixelsPerSection()); i++) {
        int j = i + random.nextInt(places.length - i);
        int drawn = places[j];
        places[j] = places[i];
        siteOf[drawn] = site;
      }
    }
    try (SpectrumSource source = phantom.open()) {
      for (SpectrumBlock block = source.next(width); block != null; block = source.next(width)) {
        int points = block.axis().size();
        for (int i = 0; i < block.count(); i++) {
          int site = siteOf[block.y()[i] * width + block.x()[i]];
          if (site >= 0) {
            spectra.add(Arrays.copyOfRange(block.intensities(), i * points, (i + 1) * points));
            labels.add(new int[] {site, group});
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("a simulated section needs no file, but failed to open", e);
    }
  }
}
