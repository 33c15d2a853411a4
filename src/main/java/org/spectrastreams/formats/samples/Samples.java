package org.spectrastreams.formats.samples;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.envi.EnviReader;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.phantom.PhantomSettings;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.spectrum.SpectrumSource;

/**
 * The spectra that ship with the project. Each measured one has its origin and licence in {@code
 * samples/NAME/ATTRIBUTION.md} of the resources.
 */
public final class Samples {
  private interface Opener {
    SpectrumSource open() throws IOException;
  }

  private record Sample(String title, Opener opener) {}

  /**
   * The simulated section of the sample {@code tissue-simulated}; no recipe trains on its seed. The
   * seed was chosen by the layout alone, so that glands of all four classes show.
   */
  public static final PhantomSettings TISSUE =
      PhantomSettings.of(128, 128, 7_777_272L, TissueClass.CANCEROUS);

  private static final Map<String, Sample> SAMPLES = new LinkedHashMap<>();

  static {
    SAMPLES.put(
        "cartilage",
        new Sample(
            "Cartilage section, Raman map (measured): 35 × 25 pixels, labelled matrix, lacuna,"
                + " cell",
            () -> envi("cartilage")));
    SAMPLES.put(
        "diamond-co2",
        new Sample(
            "CO₂-rich diamond, FTIR map (measured): 16 × 22 pixels, peak-scaled absorbance",
            () -> envi("diamond-co2")));
    SAMPLES.put(
        "cellulose-acetate",
        new Sample(
            "Cellulose-acetate particle, FTIR image (measured): 16 × 13 pixels",
            () -> envi("cellulose-acetate")));
    SAMPLES.put(
        "sers",
        new Sample(
            "Mixtures with serotonin, SERS (measured): a list of 218 spectra, labelled none, low,"
                + " medium, high",
            () -> envi("sers")));
    SAMPLES.put(
        "sers-references",
        new Sample(
            "Serotonin, dopamine and epinephrine, SERS (measured): a reference spectrum each",
            () -> SpectrumFiles.open(resource("sers/references.csv"), OpenOptions.NONE)));
    SAMPLES.put(
        "molecules-simulated",
        new Sample(
            "Molecules with functional groups, gas-phase infrared (SIMULATED): a list of 24"
                + " spectra, labelled with their groups",
            () -> SpectrumFiles.open(resource("molecules/molecules.csv"), OpenOptions.NONE)));
    SAMPLES.put(
        "tissue-simulated",
        new Sample(
            "Colon tissue, FTIR image (SIMULATED): 128 × 128 pixels with a cancerous region",
            () -> new TissuePhantom(TISSUE).open()));
  }

  private Samples() {}

  /** The names of all samples. */
  public static List<String> names() {
    return List.copyOf(SAMPLES.keySet());
  }

  /** What each sample is, by name, in the order of {@link #names()}. */
  public static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    SAMPLES.forEach((name, sample) -> titles.put(name, sample.title()));
    return Collections.unmodifiableMap(titles);
  }

  /**
   * Opens a sample from its first spectrum on.
   *
   * @throws IllegalArgumentException if there is no such sample; the message lists those there are
   */
  public static SpectrumSource open(String name) throws IOException {
    Sample sample = SAMPLES.get(name);
    if (sample == null) {
      throw new IllegalArgumentException(
          "no sample \"" + name + "\"; there are " + String.join(", ", names()));
    }
    return sample.opener().open();
  }

  private static SpectrumSource envi(String name) throws IOException {
    return EnviReader.open(resource(name + "/" + name + ".hdr"), OpenOptions.NONE, name);
  }

  private static Path resource(String path) throws IOException {
    URL url = Samples.class.getResource("/samples/" + path);
    if (url == null) {
      throw new IOException(
          "samples/" + path + " is not among the program's resources: build it again");
    }
    try {
      URI uri = url.toURI();
      if (uri.getScheme().equals("jar")) {
        mount(uri);
      }
      return Path.of(uri);
    } catch (URISyntaxException e) {
      throw new IOException("the program's resources cannot be opened at " + url, e);
    }
  }

  /** Makes the files inside the program's jar reachable as paths, for the life of the JVM. */
  private static synchronized void mount(URI insideJar) throws IOException {
    try {
      FileSystems.newFileSystem(insideJar, Map.of());
    } catch (FileSystemAlreadyExistsException e) {
      // mounted by an earlier call
    }
  }
}
