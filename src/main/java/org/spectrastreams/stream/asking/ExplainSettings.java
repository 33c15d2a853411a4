package org.spectrastreams.stream.asking;

import org.spectrastreams.stream.broker.BlocksInLog;

/**
 * What the explain topology works with; all of it is of its one thread.
 *
 * @param explainer the engines
 * @param raw reads spectra back
 * @param rawTopic the only topic that is read back
 * @param partitions how many it has
 * @param queue how many requests may wait
 * @param timeoutMillis how long they may wait unless they say so themselves
 */
public record ExplainSettings(
    SpectrumExplainer explainer,
    BlocksInLog.Records raw,
    String rawTopic,
    int partitions,
    ExplainQueue queue,
    long timeoutMillis,
    ExplainMetrics metrics,
    String version) {}
