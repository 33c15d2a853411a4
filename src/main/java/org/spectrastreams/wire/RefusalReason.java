package org.spectrastreams.wire;

/** Why a spectrum was not explained. Closed: answers and metrics carry {@link #id}. */
public enum RefusalReason {
  /** No method of this name. */
  UNKNOWN_METHOD("unknown-method"),
  /** No pipeline of this name. */
  UNKNOWN_PIPELINE("unknown-pipeline"),
  /** The pipeline has no model. */
  NO_MODEL("no-model"),
  /** The version that is to explain is not in the model store any more, or another package. */
  UNKNOWN_MODEL("unknown-model"),
  /** The model has no class of this name. */
  UNKNOWN_CLASS("unknown-class"),
  /** The method explains the predicted class alone. */
  CLASS_NOT_EXPLAINED("class-not-explained"),
  /** The model's package lacks what the method needs. */
  METHOD_NOT_AVAILABLE("method-not-available"),
  /** More samples than allowed, or fewer than the method can work with. */
  BAD_SAMPLES("bad-samples"),
  /** The request has neither a block nor a place. */
  NO_SPECTRUM("no-spectrum"),
  /** The block is none, or breaks the contract. */
  BAD_SPECTRUM("bad-spectrum"),
  /** The block in the request holds more than one spectrum. */
  NOT_ONE_SPECTRUM("not-one-spectrum"),
  /** The place lies in another topic than the raw one. */
  TOPIC_NOT_ALLOWED("topic-not-allowed"),
  /** There is no such record any more, or never was. */
  SPECTRUM_GONE("spectrum-gone"),
  /** The block has fewer spectra. */
  NO_SUCH_INDEX("no-such-index"),
  /** The spectrum cannot serve the model, or has quality flags that forbid a class. */
  UNUSABLE_SPECTRUM("unusable-spectrum"),
  /** The broker did not give the block in time. */
  LOG_UNAVAILABLE("log-unavailable"),
  /** Too many requests were waiting when it came. */
  BUSY("busy"),
  /** Its turn came too late. */
  TIMED_OUT("timed-out"),
  /** The engine failed. */
  FAILED("failed");

  private final String id;

  RefusalReason(String id) {
    this.id = id;
  }

  /** The name in answers, metrics and JSON. */
  public String id() {
    return id;
  }
}
