/**
 * Families of classifiers that are fitted in closed form, or nearly so, and win on small and
 * grouped sets. Plain Java in double precision.
 *
 * <p>May use what room {@code train} may use, and of it no other inner room. A run belongs to one
 * thread, which starts and ends its workers; values are immutable.
 */
package org.spectrastreams.train.family;
