/**
 * The papers' networks in a comparison with everything else, on the same divisions of the same
 * spectra. Trains them and says what they are worth; packages are made of recipes.
 *
 * <p>May use what room {@code train} may use, and of it {@code choose}, {@code data}, {@code dl4j},
 * {@code recipe}. A run belongs to one thread, which starts and ends its workers; values are
 * immutable.
 */
package org.spectrastreams.train.networks;
