/**
 * The commands of {@code ./spectra models}: the store's packages, and which versions of them a
 * running service uses.
 *
 * <p>May use what room {@code cli} may use, and of it {@code options}. A command runs once, on the
 * thread that starts it.
 */
package org.spectrastreams.cli.models;
