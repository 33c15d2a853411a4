/**
 * The commands of ./spectra.
 *
 * <p>May use {@code bands}, {@code explain}, {@code export}, {@code formats}, {@code model}, {@code
 * phantom}, {@code preprocess}, {@code server}, {@code spectrum}, {@code stream}, {@code wire}. A
 * command runs once, on the thread that starts it.
 */
package org.spectrastreams.cli;
