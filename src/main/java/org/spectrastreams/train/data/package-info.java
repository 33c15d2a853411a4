/**
 * Labelled spectra and how they are split.
 *
 * <p>May use what room {@code train} may use, and of it {@code recipe}. A run belongs to one
 * thread, which starts and ends its workers; values are immutable.
 */
package org.spectrastreams.train.data;
