package org.spectrastreams.train.recipe;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.phantom.TissueSite;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.OutcomeKind;

/**
 * Everything that decides how a model comes about, as data: the same recipe gives the same model.
 *
 * @param name the model's name
 * @param version the model's version
 * @param title what to call the model on a page
 * @param description what it does, one paragraph
 * @param data what it is trained on
 * @param preprocessing the chain, without per-variable statistics; null for pictures, which have
 *     none
 * @param scalePerVariable whether every variable is then scaled by the mean and deviation of the
 *     training spectra
 * @param training how each member is trained
 * @param membersPerFold the candidates of each fold of the cross-validation
 * @param members the members of the final ensemble
 * @param seed the seed of the first member; every other one follows from it
 * @param limits what the model is known not to do, one sentence each
 * @param explanations how its explanations come about; null for a model without
 * @param memberThreshold the least balanced accuracy on validation data that lets a member vote;
 *     null for {@link #MEMBER_THRESHOLD}. Where labels are weak, no member can come near 1
 * @param conformal how often the sets of classes that the model gives besides are to hold the true
 *     one, between 0 and 1; null for no sets
 * @param network the kind of network that every member is, by its name in the registry
 */
public record Recipe(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String version,
    @JsonProperty(required = true) String title,
    @JsonProperty(required = true) String description,
    @JsonProperty(required = true) Data data,
    @JsonInclude(JsonInclude.Include.NON_NULL) PreprocessingChain preprocessing,
    @JsonProperty(required = true) boolean scalePerVariable,
    @JsonProperty(required = true) TrainingSettings training,
    @JsonProperty(required = true) int membersPerFold,
    @JsonProperty(required = true) int members,
    @JsonProperty(required = true) long seed,
    @JsonProperty(required = true) List<String> limits,
    @JsonInclude(JsonInclude.Include.NON_NULL) ExplanationRecipe explanations,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double memberThreshold,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double conformal,
    @JsonProperty(required = true) String network) {

  /** The recipes that ship with the program. */
  public static final List<String> SHIPPED =
      List.of(
          "cartilage",
          "cartilage-gap",
          "functional-groups",
          "lines",
          "nmr",
          "sers",
          "sers-raman",
          "tissue");

  /**
   * The least balanced accuracy on validation data that lets a member vote where a recipe says
   * nothing else (Hartigan 2025).
   */
  public static final double MEMBER_THRESHOLD = 0.55;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  /** What a model is trained on. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "source")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = LabelledMap.class, name = "labelled-map"),
    @JsonSubTypes.Type(value = LabelledSpectra.class, name = "labelled-spectra"),
    @JsonSubTypes.Type(value = SimulatedSections.class, name = "simulated-sections"),
    @JsonSubTypes.Type(value = SimulatedLines.class, name = "simulated-lines"),
    @JsonSubTypes.Type(value = SimulatedMolecules.class, name = "simulated-molecules"),
    @JsonSubTypes.Type(value = LabelledImages.class, name = "labelled-images")
  })
  public sealed interface Data
      permits LabelledMap,
          LabelledSpectra,
          SimulatedSections,
          SimulatedLines,
          SimulatedMolecules,
          LabelledImages {
    /** The number of sets that take turns as test data. */
    int sets();

    /** Whether the spectra are computed, not measured. */
    @JsonIgnore
    default boolean simulated() {
      return false;
    }

    /** What a model that is trained on them says of a spectrum. */
    @JsonIgnore
    default OutcomeKind outcome() {
      return OutcomeKind.ONE_CLASS;
    }

    /** What the sets are, as reports name the division. */
    @JsonIgnore
    String division();
  }

  /**
   * One measured map with a label a pixel; pixels without a label are left out.
   *
   * @param sample the name of a shipped sample
   * @param classes the labels, in the order of the model's outputs
   * @param blocks the number of blocks of contiguous columns that are held out in turn
   * @param licence the data's licence, by SPDX name
   * @param attribution who made them, and where they are found
   * @param background labels of pixels that the model must not judge; null where there are none
   */
  public record LabelledMap(
      @JsonProperty(required = true) String sample,
      @JsonProperty(required = true) List<String> classes,
      @JsonProperty(required = true) int blocks,
      @JsonProperty(required = true) String licence,
      @JsonProperty(required = true) String attribution,
      @JsonInclude(JsonInclude.Include.NON_NULL) List<String> background)
      implements Data {
    /** Checks that the background is no class. */
    public LabelledMap {
      background = BackgroundLabels.besides(classes, background);
    }

    @Override
    public int sets() {
      return blocks;
    }

    @Override
    public String division() {
      return blocks + " blocks of contiguous columns";
    }
  }

  /**
   * A list of measured spectra with a label each, of which nobody knows which belong together.
   * Spectra without a label are left out.
   *
   * @param sample the name of a shipped sample
   * @param classes the labels, in the order of the model's outputs
   * @param sets the number of sets that the spectra are divided into
   * @param alike the correlation above which two spectra are never divided, below 1
   * @param licence the data's licence, by SPDX name
   * @param attribution who made them, and where they are found
   * @param background labels of spectra that the model must not judge; null where there are none
   */
  public record LabelledSpectra(
      @JsonProperty(required = true) String sample,
      @JsonProperty(required = true) List<String> classes,
      @JsonProperty(required = true) int sets,
      @JsonProperty(required = true) double alike,
      @JsonProperty(required = true) String licence,
      @JsonProperty(required = true) String attribution,
      @JsonInclude(JsonInclude.Include.NON_NULL) List<String> background)
      implements Data {
    /** Checks that the background is no class. */
    public LabelledSpectra {
      background = BackgroundLabels.besides(classes, background);
    }

    @Override
    public String division() {
      return sets + " sets, spectra alike (correlation above " + alike + ") in one set";
    }
  }

  /**
   * Simulated tissue sections, each with one weak label.
   *
   * @param width the columns of a section
   * @param height the rows of a section
   * @param sectionsPerClass the number of sections of each severity for training and
   *     cross-validation
   * @param heldOutPerClass the number of further sections of each severity that no member sees
   * @param sets the number of sets that the sections are divided into
   * @param pixels which pixels are labelled
   * @param pixelsPerSection the number of labelled pixels drawn from each section
   * @param firstSeed the seed of the first section; each further section takes the next one
   * @param background what the model must not judge; null where the recipe names nothing
   */
  public record SimulatedSections(
      @JsonProperty(required = true) int width,
      @JsonProperty(required = true) int height,
      @JsonProperty(required = true) int sectionsPerClass,
      @JsonProperty(required = true) int heldOutPerClass,
      @JsonProperty(required = true) int sets,
      @JsonProperty(required = true) Pixels pixels,
      @JsonProperty(required = true) int pixelsPerSection,
      @JsonProperty(required = true) long firstSeed,
      @JsonInclude(JsonInclude.Include.NON_NULL) Background background)
      implements Data {
    /** Sections without a named background. */
    public SimulatedSections(
        int width,
        int height,
        int sectionsPerClass,
        int heldOutPerClass,
        int sets,
        Pixels pixels,
        int pixelsPerSection,
        long firstSeed) {
      this(
          width,
          height,
          sectionsPerClass,
          heldOutPerClass,
          sets,
          pixels,
          pixelsPerSection,
          firstSeed,
          null);
    }

    @Override
    public boolean simulated() {
      return true;
    }

    @Override
    public String division() {
      return sets + " sets of sections (simulated)";
    }

    /** The same sections with so many pixels of each, where it has as many. */
    public SimulatedSections withPixels(int each) {
      return new SimulatedSections(
          width,
          height,
          sectionsPerClass,
          heldOutPerClass,
          sets,
          pixels,
          each,
          firstSeed,
          background);
    }
  }

  /**
   * What lies in the sections and is no class: the domain ends before it, border pixels included.
   *
   * @param sites the names of the sites, as a pathologist would outline them
   * @param pixelsPerSection pixels drawn of each site of a section
   */
  public record Background(
      @JsonProperty(required = true) List<String> sites,
      @JsonProperty(required = true) int pixelsPerSection) {
    /** Checks the names and the number. */
    public Background {
      sites = List.copyOf(sites);
      List<String> known = Arrays.stream(TissueSite.values()).map(TissueSite::label).toList();
      if (sites.isEmpty() || !known.containsAll(sites) || pixelsPerSection < 1) {
        throw new IllegalArgumentException(
            "background "
                + sites
                + " of "
                + pixelsPerSection
                + " pixels; expected sites of "
                + known
                + " and 1 pixel or more");
      }
    }
  }

  /** Which pixels of a section get its weak label. */
  public enum Pixels {
    /** Living glands only. */
    @JsonProperty("epithelium")
    EPITHELIUM,
    /** Glands as a pathologist outlines them: with the necrosis in them and beside them. */
    @JsonProperty("glands")
    GLANDS,
    /** Everything but the slide and the hollows: glands, stroma and necrosis. */
    @JsonProperty("tissue")
    TISSUE
  }

  /** Checks the numbers. */
  public Recipe {
    if (conformal != null && !(conformal > 0 && conformal < 1)) {
      throw new IllegalArgumentException(
          "recipe "
              + name
              + " asks for sets at level "
              + conformal
              + "; expected a share between 0 and 1, such as 0.9");
    }
    if (memberThreshold != null && !(memberThreshold >= 0 && memberThreshold < 1)) {
      throw new IllegalArgumentException(
          "recipe "
              + name
              + " lets members vote above a balanced accuracy of "
              + memberThreshold
              + "; expected 0 or more, and less than 1");
    }
    if ((preprocessing == null) != (data instanceof LabelledImages)) {
      throw new IllegalArgumentException(
          "recipe "
              + name
              + (preprocessing == null ? " has no preprocessing" : " prepares pictures")
              + "; expected a chain for spectra, and none for pictures");
    }
    limits = List.copyOf(limits);
    Objects.requireNonNull(network, "network");
    new ModelId(name, version);
    if (membersPerFold < 1 || members < 1) {
      throw new IllegalArgumentException(
          "recipe "
              + name
              + " asks for "
              + membersPerFold
              + " members a fold and "
              + members
              + " in the end; expected 1 or more");
    }
  }

  /** The balanced accuracy on validation data above which a member may vote. */
  public double leastScore() {
    return memberThreshold == null ? MEMBER_THRESHOLD : memberThreshold;
  }

  /** The model that the recipe makes. */
  public ModelId id() {
    return new ModelId(name, version);
  }

  /** The number of sets that take turns as test data. */
  public int sets() {
    return data.sets();
  }

  /**
   * Reads a recipe: a file, or the name of one that ships with the program.
   *
   * @throws IOException if there is no such recipe, or it is malformed; the message says where
   */
  public static Recipe read(String nameOrFile) throws IOException {
    return RecipeFile.read(nameOrFile);
  }

  /**
   * The recipe that a model's manifest keeps.
   *
   * @throws IllegalArgumentException if the settings are no recipe
   */
  public static Recipe fromSettings(Map<String, Object> settings) {
    try {
      return JSON.readValue(JSON.writeValueAsString(settings), Recipe.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /** The recipe as plain maps and values, for a model's manifest. */
  public Map<String, Object> toSettings() {
    try {
      Map<String, Object> settings =
          JSON.readValue(
              JSON.writeValueAsString(this), new TypeReference<Map<String, Object>>() {});
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException("recipe " + name + " could not be written as JSON", e);
    }
  }
}
