package org.spectrastreams.export;

import java.util.List;

/**
 * What a report tells of the model that made the results, out of its package. Immutable.
 *
 * @param reference name and version
 * @param title for people
 * @param description what it does and what it is good for
 * @param simulated whether it was trained on computed spectra
 * @param figures what was measured of it
 * @param limits what it is known not to do
 * @param data every set of spectra that had a part in it, with its licence
 * @param contexts by number; empty where it has none
 */
public record ModelNote(
    String reference,
    String title,
    String description,
    boolean simulated,
    List<Figure> figures,
    List<String> limits,
    List<String> data,
    List<Context> contexts) {
  /**
   * One measured number.
   *
   * @param of what was measured on, and by what method
   * @param measure its name
   * @param value with its spread, as text
   */
  public record Figure(String of, String measure, String value) {}

  /**
   * A group of training spectra.
   *
   * @param stands the class that it stands for
   * @param spectra of the training that are in it
   */
  public record Context(String stands, int spectra) {}

  /** Owns copies of the lists. */
  public ModelNote {
    figures = List.copyOf(figures);
    limits = List.copyOf(limits);
    data = List.copyOf(data);
    contexts = List.copyOf(contexts);
  }
}
