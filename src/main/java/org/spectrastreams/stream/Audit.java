package org.spectrastreams.stream;

import org.spectrastreams.stream.wire.Wire;

/**
 * One spectrum that waits for its exact explanation, with what the stream said of it.
 *
 * @param pipeline that scored it
 * @param cause why it was chosen
 * @param prepared the spectrum as the model sees it; owned
 * @param amortised the weights that the stream's explainer gave; owned
 * @param predicted the class that both explain
 * @param seed of the exact explanation's design, derived from the record
 * @param known the answer to be, without what is still to be computed
 */
record Audit(
    LoadedPipeline pipeline,
    AuditCause cause,
    float[] prepared,
    float[] amortised,
    int predicted,
    long seed,
    Wire.ExplanationAnswer.Builder known) {}
