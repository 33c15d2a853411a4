/**
 * Choosing among families of classifiers and preprocessing by cross-validation over whole groups,
 * and saying honestly what the choice is worth.
 *
 * <p>May use what room {@code train} may use, and of it {@code data}, {@code family}. A run belongs
 * to one thread, which starts and ends its workers; values are immutable.
 */
package org.spectrastreams.train.choose;
