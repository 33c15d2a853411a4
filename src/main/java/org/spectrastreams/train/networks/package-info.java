/**
 * The papers' networks in a comparison with everything else, on the same divisions of the same
 * spectra. Trains them and says what they are worth; packages are made of recipes.
 */
package org.spectrastreams.train.networks;
