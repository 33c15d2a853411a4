package org.spectrastreams.stream.audit;

/** Why a scored spectrum is audited. */
public enum AuditCause {
  /** Drawn by the hash of its record's key and its index: an unbiased sample. */
  SAMPLED("sampled"),
  /** The ensemble is not sure, or the context contradicts it. */
  DOUBTFUL("doubtful");

  private final String id;

  AuditCause(String id) {
    this.id = id;
  }

  /** The name in metrics. */
  String id() {
    return id;
  }
}
