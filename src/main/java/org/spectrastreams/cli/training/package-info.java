/**
 * The commands that train models or measure them with the training code. Only they use room {@code
 * train}; both ship in a jar of their own, which the launcher adds when one of them is asked for.
 *
 * <p>May use what room {@code cli} may use, and of it {@code options}. A command runs once, on the
 * thread that starts it.
 */
package org.spectrastreams.cli.training;
