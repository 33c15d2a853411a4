package org.spectrastreams.stream.score;

import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.wire.proto.Wire;

/**
 * One scored spectrum with what the stream said of it: all that an exact explanation of it needs.
 *
 * @param pipeline that scored it
 * @param prepared the spectrum as the model sees it; owned
 * @param amortised the weights that the stream's explainer gave; owned
 * @param predicted the class that both explain
 * @param seed of the exact explanation's design, derived from the record
 * @param known the answer to be, without what is still to be computed
 */
public record ExplainedSpectrum(
    LoadedPipeline pipeline,
    float[] prepared,
    float[] amortised,
    int predicted,
    long seed,
    Wire.ExplanationAnswer.Builder known) {}
