package org.spectrastreams.train.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.spectrastreams.explain.lime.StableLime;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.network.context.ContextEncoder;

/**
 * Everything that decides how a model's explanations come about: the section {@code explanations}
 * of a recipe.
 *
 * @param sections simulated sections to explain, for a model of simulated sections; null for a
 *     measured map, whose last set is kept for measuring and whose others are explained
 * @param segmentSpacing distance of the middles of neighbouring segments of stable LIME, cm⁻¹
 * @param samples perturbed spectra of one explanation, unless asked for otherwise
 * @param cheapSamples perturbed spectra of each of the explanations that the amortised explainer
 *     learns from
 * @param mixtures how many mixtures of two of the spectra the amortised explainer learns besides
 * @param cheapEpochs how often it sees each of them
 * @param vae cp, ct, tt, dense or linear, see {@link ContextEncoder.Kind}
 * @param supervision the share of the spectra whose predicted class the auto-encoder is told, 0 … 1
 * @param latent the dimensions of the latent space
 * @param epochs how often the auto-encoder sees each spectrum
 * @param contexts the numbers of contexts to choose from; one to prescribe it
 * @param references the sample of reference spectra that contexts are compared with; null for none
 * @param seed of everything
 * @param trainings auto-encoders of as many seeds are trained, and the number of contexts is the
 *     one on which they agree; null for 1
 */
public record ExplanationRecipe(
    @JsonInclude(JsonInclude.Include.NON_NULL) Sections sections,
    @JsonProperty(required = true) double segmentSpacing,
    @JsonProperty(required = true) int samples,
    @JsonProperty(required = true) int cheapSamples,
    @JsonProperty(required = true) int mixtures,
    @JsonProperty(required = true) int cheapEpochs,
    @JsonProperty(required = true) String vae,
    @JsonProperty(required = true) double supervision,
    @JsonProperty(required = true) int latent,
    @JsonProperty(required = true) int epochs,
    @JsonProperty(required = true) List<Integer> contexts,
    @JsonInclude(JsonInclude.Include.NON_NULL) String references,
    @JsonProperty(required = true) long seed,
    @JsonInclude(JsonInclude.Include.NON_NULL) Integer trainings) {
  private static final int MAX_TRAININGS = 10;

  private static final int MAX_MIXTURES = 100_000;

  /** Explanations with one training of the auto-encoder. */
  public ExplanationRecipe(
      Sections sections,
      double segmentSpacing,
      int samples,
      int cheapSamples,
      int mixtures,
      int cheapEpochs,
      String vae,
      double supervision,
      int latent,
      int epochs,
      List<Integer> contexts,
      String references,
      long seed) {
    this(
        sections,
        segmentSpacing,
        samples,
        cheapSamples,
        mixtures,
        cheapEpochs,
        vae,
        supervision,
        latent,
        epochs,
        contexts,
        references,
        seed,
        null);
  }

  /**
   * Simulated sections that neither train nor test the ensemble.
   *
   * @param perClass the number of sections of each severity
   * @param pixels which pixels are explained
   * @param pixelsPerSection the number of pixels drawn from each section, also from those held out
   */
  public record Sections(
      @JsonProperty(required = true) int perClass,
      @JsonProperty(required = true) Recipe.Pixels pixels,
      @JsonProperty(required = true) int pixelsPerSection) {}

  /** Checks the numbers. */
  public ExplanationRecipe {
    contexts = List.copyOf(contexts);
    ContextEncoder.Kind.parse(vae);
    requireSamples("samples", samples);
    requireSamples("cheapSamples", cheapSamples);
    if (mixtures < 0 || mixtures > MAX_MIXTURES) {
      throw new IllegalArgumentException(
          "explanations with " + mixtures + " mixtures; expected 0 to " + MAX_MIXTURES);
    }
    if (cheapEpochs < 1 || epochs < 1 || !(segmentSpacing > 0)) {
      throw new IllegalArgumentException(
          "explanations with cheapEpochs "
              + cheapEpochs
              + ", epochs "
              + epochs
              + ", segmentSpacing "
              + segmentSpacing
              + "; expected 1 or more, and above 0");
    }
    if (!(supervision >= 0 && supervision <= 1)
        || latent < 2
        || latent > ExplanationManifest.MAX_LATENT) {
      throw new IllegalArgumentException(
          "explanations with supervision "
              + supervision
              + " and latent "
              + latent
              + "; expected 0 to 1, and 2 to "
              + ExplanationManifest.MAX_LATENT);
    }
    if (trainings != null && (trainings < 1 || trainings > MAX_TRAININGS)) {
      throw new IllegalArgumentException(
          "explanations with trainings " + trainings + "; expected 1 to " + MAX_TRAININGS);
    }
    if (contexts.isEmpty()
        || contexts.stream().anyMatch(k -> k < 1 || k > ExplanationManifest.MAX_CONTEXTS)) {
      throw new IllegalArgumentException(
          "explanations with contexts "
              + contexts
              + "; expected numbers from 1 to "
              + ExplanationManifest.MAX_CONTEXTS);
    }
  }

  private static void requireSamples(String name, int samples) {
    if (samples < StableLime.MIN_SAMPLES || samples > StableLime.MAX_SAMPLES) {
      throw new IllegalArgumentException(
          "explanations with "
              + name
              + " "
              + samples
              + "; expected "
              + StableLime.MIN_SAMPLES
              + " to "
              + StableLime.MAX_SAMPLES);
    }
  }

  /** The encoder of another kind and supervision; the plain auto-encoder has two dimensions. */
  ExplanationRecipe with(ContextEncoder.Kind kind, double told) {
    return new ExplanationRecipe(
        sections,
        segmentSpacing,
        samples,
        cheapSamples,
        mixtures,
        cheapEpochs,
        kind.id(),
        told,
        kind == ContextEncoder.Kind.DENSE ? 2 : latent,
        epochs,
        contexts,
        references,
        seed,
        trainings);
  }
}
