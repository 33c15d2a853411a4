package org.spectrastreams.stream.audit;

import org.spectrastreams.stream.score.ExplainedSpectrum;

/**
 * One spectrum that waits for its exact explanation.
 *
 * @param cause why it was chosen
 * @param spectrum with what the stream said of it
 */
record Audit(AuditCause cause, ExplainedSpectrum spectrum) {}
