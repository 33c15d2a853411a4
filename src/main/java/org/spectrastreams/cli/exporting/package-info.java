/**
 * Images as files.
 *
 * <p>May use what room {@code cli} may use, and of it {@code options}. A command runs once, on the
 * thread that starts it.
 */
package org.spectrastreams.cli.exporting;
