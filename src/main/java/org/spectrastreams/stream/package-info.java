/**
 * The service, a room for each trade: {@code pipeline} what is done with which spectra, {@code
 * score} one block, {@code scoring} {@code maps} {@code asking} a topology each, {@code audit}
 * checks on explanations, {@code metrics}, {@code broker} the way to Kafka, {@code config}, and
 * {@code service} which runs them.
 *
 * <p>Which may use which is written down in the test of the rooms. Nothing lies in this package
 * itself.
 *
 * <p>May use {@code bands}, {@code explain}, {@code model}, {@code preprocess}, {@code spectrum},
 * {@code wire}. Values are immutable; any other object serves one thread unless its class says
 * otherwise.
 */
package org.spectrastreams.stream;
