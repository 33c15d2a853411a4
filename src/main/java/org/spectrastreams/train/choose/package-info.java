/**
 * Choosing among families of classifiers and preprocessing by cross-validation over whole groups,
 * and saying honestly what the choice is worth.
 */
package org.spectrastreams.train.choose;
