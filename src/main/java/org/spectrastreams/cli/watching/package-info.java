/**
 * {@code spectra watch}: streams the files of a folder as an instrument writes them. What was sent
 * is noted in the broker's log in the same transaction; time is told, never read, but by the
 * command.
 */
package org.spectrastreams.cli.watching;
