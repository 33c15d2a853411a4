/**
 * What a package gets from labelled spectra besides its graph: the domain, the calibration, and
 * explanations with a verdict on each. Every class is used once, from one thread.
 *
 * <p>May use what room {@code train} may use, and of it {@code contexts}, {@code data}, {@code
 * domain}, {@code measure}.
 */
package org.spectrastreams.train.equip;
