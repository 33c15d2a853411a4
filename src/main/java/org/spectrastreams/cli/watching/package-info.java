/**
 * {@code spectra watch}: streams the files of a folder as an instrument writes them. What was sent
 * is noted in the broker's log in the same transaction; time is told, never read, but by the
 * command.
 *
 * <p>May use what room {@code cli} may use, and of it {@code options}, {@code sending}. A command
 * runs once, on the thread that starts it.
 */
package org.spectrastreams.cli.watching;
