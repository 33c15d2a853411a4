package org.spectrastreams.wire;

/** Why a record could not be scored; in the dead-letter header as {@link #id()}. */
public enum RejectReason {
  /** The record has no value, or an empty one. */
  EMPTY_RECORD("empty-record"),
  /** The value is longer than a block may be. */
  RECORD_TOO_LARGE("record-too-large"),
  /** The bytes are no block: cut off, wrong wire types, lengths beyond the record, bad text. */
  MALFORMED("malformed"),
  /** A text is longer than it may be. */
  TEXT_TOO_LONG("text-too-long"),
  /** No spectrum, or no intensities. */
  NO_SPECTRA("no-spectra"),
  /** More spectra than a block may hold. */
  TOO_MANY_SPECTRA("too-many-spectra"),
  /** More points a spectrum than an axis may have, or none. */
  BAD_POINT_COUNT("bad-point-count"),
  /** The numbers of columns, rows, intensities and axis values do not fit each other. */
  LENGTHS_DISAGREE("lengths-disagree"),
  /**
   * The image id is missing or holds other characters than A–Z, a–z, 0–9, dot, dash, underscore.
   */
  BAD_IMAGE_ID("bad-image-id"),
  /** A side of the image is 0 or too long, or the pixel size is no size. */
  BAD_IMAGE_SIZE("bad-image-size"),
  /** A pixel lies outside the image. */
  PIXEL_OUTSIDE_IMAGE("pixel-outside-image"),
  /** The block has no axis. */
  AXIS_MISSING("axis-missing"),
  /** The axis has no unit, or one that is not known. */
  AXIS_UNIT_MISSING("axis-unit-missing"),
  /** The axis holds NaN, infinities, values that are no wavenumber, or does not run one way. */
  AXIS_INVALID("axis-invalid"),
  /** The axis does not cover what the model needs. */
  AXIS_TOO_NARROW("axis-too-narrow"),
  /** The axis is too coarse for the model's grid. */
  AXIS_TOO_COARSE("axis-too-coarse"),
  /** The axis is of another kind than the model's: a Raman shift for a wavenumber, and the like. */
  WRONG_AXIS_KIND("wrong-axis-kind"),
  /** The spectra have two dimensions where one is asked for, or the reverse. */
  WRONG_DIMENSIONS("wrong-dimensions"),
  /** A part of a spectrum where a whole one is expected. */
  PART_OF_SPECTRUM("part-of-spectrum"),
  /** The parts of a spectrum do not fit each other, or not its digest. */
  PARTS_DISAGREE("parts-disagree"),
  /** Not all parts of a spectrum came in time, or there was no more room to wait for them. */
  INCOMPLETE_SPECTRUM("incomplete-spectrum"),
  /** The quantity's number is not known. */
  UNKNOWN_QUANTITY("unknown-quantity"),
  /** The pipeline or its model does not take this quantity. */
  WRONG_QUANTITY("wrong-quantity"),
  /** No pipeline of this name. */
  UNKNOWN_PIPELINE("unknown-pipeline"),
  /** The pipeline was taken out of service while the service ran; the message says when. */
  PIPELINE_REMOVED("pipeline-removed"),
  /** The result would be longer than the results topic takes. */
  RESULT_TOO_LARGE("result-too-large"),
  /** Scoring this record failed in a way that the record alone explains; the message has it. */
  PROCESSING_FAILED("processing-failed"),
  /** The record cannot be read, or ended a thread twice; it is not tried again. */
  SET_ASIDE("set-aside");

  private final String id;

  RejectReason(String id) {
    this.id = id;
  }

  /** The name in headers, metrics and JSON. */
  public String id() {
    return id;
  }
}
