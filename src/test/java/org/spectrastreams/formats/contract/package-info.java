/**
 * What every reader of files must do, told by small files of known content: a format names its own
 * {@link org.spectrastreams.formats.contract.FormatSamples} in {@code META-INF/services}.
 *
 * <p>May use every room. Samples are immutable and of any thread.
 */
package org.spectrastreams.formats.contract;
