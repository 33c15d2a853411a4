package org.spectrastreams.explain.methods;

import java.util.Set;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.context.Context;
import org.spectrastreams.explain.context.ContextFinder;
import org.spectrastreams.explain.methods.MethodRefusedException.Reason;

/**
 * The context of the spectrum: the mean weights of the spectra that are explained alike. It speaks
 * for the label of the context, which need not be the class that is predicted.
 */
public final class ContextMethod implements ExplanationMethod {
  /** Its name. */
  public static final String ID = "crime";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Context";
  }

  @Override
  public boolean exact() {
    return false;
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.ESTIMATES, Need.CONTEXTS);
  }

  @Override
  public boolean explainsAnyClass() {
    return false;
  }

  @Override
  public Explainer open(OpenModel model) {
    ContextFinder finder = model.contexts();
    return (prepared, offset, classIndex, samples, seed) -> {
      Context context =
          finder
              .find(prepared, offset, classIndex)
              .orElseThrow(
                  () ->
                      new MethodRefusedException(
                          Reason.UNUSABLE_SPECTRUM, "the spectrum lies in no context"))
              .context();
      return Explanation.ofWeights(
          ID, context.label(), finder.contexts().meanWeights(context.id()));
    };
  }
}
