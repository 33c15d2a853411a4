/**
 * What a package gets from labelled spectra besides its graph: the domain, the calibration, and
 * explanations with a verdict on each. Every class is used once, from one thread.
 */
package org.spectrastreams.train.equip;
