/**
 * How the spectra of files are sent to a service, and what became of them.
 *
 * <p>May use what room {@code cli} may use, and of it {@code options}. A command runs once, on the
 * thread that starts it.
 */
package org.spectrastreams.cli.sending;
