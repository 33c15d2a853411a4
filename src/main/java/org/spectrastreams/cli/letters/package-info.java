/**
 * What can be done with dead letters.
 *
 * <p>May use what room {@code cli} may use, and of it {@code options}. A command runs once, on the
 * thread that starts it.
 */
package org.spectrastreams.cli.letters;
