package org.spectrastreams.formats.spi;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Measurement;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * What a reader understood of a file, and where each fact comes from. Whatever a reader decides by
 * a rule of its own, or does not read, it says here.
 *
 * @param format the reader's id
 * @param what what the file is, in words without an article: {@code table with a spectrum a line}
 * @param spectra how many spectra the file holds
 * @param axis the spectral axis
 * @param quantity what the intensities measure
 * @param geometry the frame of the spectra
 * @param places where the pixels lie on the stage; empty for a list, or where not stated
 * @param instrument the instrument, as the file names it
 * @param acquired when the spectra were measured, in the instrument's time zone
 * @param passedOver what the file holds beside the spectra: columns, channels, pictures
 * @param notes what else a user should know: rules that were applied, bands marked as bad
 * @param files all files that are read, the one with the spectra first; empty where that is the one
 *     that was opened
 */
public record Understood(
    String format,
    String what,
    long spectra,
    Axis axis,
    Stated<Quantity> quantity,
    ImageGeometry geometry,
    Optional<Places> places,
    Optional<String> instrument,
    Optional<Stated<LocalDateTime>> acquired,
    List<String> passedOver,
    List<String> notes,
    List<Path> files) {
  private static final int LISTED = 6;

  /**
   * The spectral axis as read.
   *
   * @param values the axis in its canonical unit and order
   * @param from where its values stand
   * @param unit the unit that they are stored in, and where that is stated
   * @param numbered whether the file has no axis and the points are only numbered
   */
  public record Axis(SpectralAxis values, String from, Stated<AxisUnit> unit, boolean numbered) {
    @Override
    public String toString() {
      if (numbered) {
        return values.size() + " points that are only numbered (no axis in the file)";
      }
      return values.size()
          + " points, "
          + values.min()
          + "–"
          + values.max()
          + " "
          + values.kind().unit()
          + " (from "
          + from
          + "; in "
          + unit.value().symbol()
          + ", "
          + unit.from()
          + ")";
    }
  }

  /** Keeps the lists from being changed. */
  public Understood {
    passedOver = List.copyOf(passedOver);
    notes = List.copyOf(notes);
    files = List.copyOf(files);
  }

  /** The facts that every file has. */
  public static Understood of(
      String format,
      String what,
      long spectra,
      Axis axis,
      Stated<Quantity> quantity,
      ImageGeometry geometry) {
    return new Understood(
        format,
        what,
        spectra,
        axis,
        quantity,
        geometry,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of());
  }

  /** These facts of a file that was read by way of another. */
  public Understood as(String otherFormat, String otherWhat) {
    Draft draft = new Draft(this);
    draft.format = otherFormat;
    draft.what = otherWhat;
    return draft.understood();
  }

  /** These facts with the places of the pixels. */
  public Understood placed(Places found) {
    Draft draft = new Draft(this);
    draft.places = Optional.of(found);
    return draft.understood();
  }

  /** These facts with the instrument; blank text is none. */
  public Understood measuredBy(String name) {
    Draft draft = new Draft(this);
    draft.instrument = Optional.of(name.strip()).filter(text -> !text.isEmpty());
    return draft.understood();
  }

  /** These facts with the time of measurement. */
  public Understood acquiredAt(LocalDateTime time, String from) {
    Draft draft = new Draft(this);
    draft.acquired = Optional.of(new Stated<>(time, from));
    return draft.understood();
  }

  /** These facts with more that was passed over. */
  public Understood passingOver(List<String> more) {
    Draft draft = new Draft(this);
    draft.passedOver = joined(passedOver, more);
    return draft.understood();
  }

  /** These facts with more notes. */
  public Understood noting(List<String> more) {
    Draft draft = new Draft(this);
    draft.notes = joined(notes, more);
    return draft.understood();
  }

  /** These facts with one more note. */
  public Understood noting(String more) {
    return noting(List.of(more));
  }

  /** These facts with all the files that are read, the one with the spectra first. */
  public Understood readFrom(List<Path> all) {
    Draft draft = new Draft(this);
    draft.files = all;
    return draft.understood();
  }

  /** These facts of a file of which only so many spectra are there. */
  public Understood beginning(long count) {
    Draft draft = new Draft(count == spectra ? this : noting("the rest is being written"));
    draft.spectra = count;
    return draft.understood();
  }

  /** These facts while some of them are changed. */
  private static final class Draft {
    private String format;
    private String what;
    private long spectra;
    private final Axis axis;
    private final Stated<Quantity> quantity;
    private final ImageGeometry geometry;
    private Optional<Places> places;
    private Optional<String> instrument;
    private Optional<Stated<LocalDateTime>> acquired;
    private List<String> passedOver;
    private List<String> notes;
    private List<Path> files;

    Draft(Understood from) {
      format = from.format;
      what = from.what;
      spectra = from.spectra;
      axis = from.axis;
      quantity = from.quantity;
      geometry = from.geometry;
      places = from.places;
      instrument = from.instrument;
      acquired = from.acquired;
      passedOver = from.passedOver;
      notes = from.notes;
      files = from.files;
    }

    Understood understood() {
      return new Understood(
          format,
          what,
          spectra,
          axis,
          quantity,
          geometry,
          places,
          instrument,
          acquired,
          passedOver,
          notes,
          files);
    }
  }

  private static List<String> joined(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /** What of it travels with the spectra. */
  public Measurement measurement() {
    return new Measurement(
        places.flatMap(Places::onStage), instrument, acquired.map(Stated::value));
  }

  /** All of it on one line, for a person. */
  public String line() {
    StringBuilder line = new StringBuilder();
    line.append(what).append(": ").append(spectra).append(spectra == 1 ? " spectrum" : " spectra");
    line.append(" of ").append(axis).append("; ");
    line.append(quantity.value().id()).append(" (").append(quantity.from()).append("); ");
    if (geometry.height() == 1 && places.isEmpty()) {
      line.append("a list without places");
    } else {
      line.append(geometry.width()).append(" × ").append(geometry.height()).append(" pixels");
      places.ifPresent(found -> line.append(", ").append(found));
    }
    instrument.ifPresent(name -> line.append("; measured by ").append(name));
    acquired.ifPresent(time -> line.append("; measured at ").append(time.value()));
    if (!passedOver.isEmpty()) {
      line.append("; passed over: ").append(listed(passedOver));
    }
    if (!notes.isEmpty()) {
      line.append("; note: ").append(String.join("; ", notes));
    }
    return line.toString().replaceAll("\\p{Cntrl}", " ");
  }

  private static String listed(List<String> all) {
    return all.size() <= LISTED
        ? String.join(", ", all)
        : String.join(", ", all.subList(0, LISTED)) + " and " + (all.size() - LISTED) + " more";
  }
}
