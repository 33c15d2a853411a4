/**
 * Learning of contexts and amortised explanations.
 *
 * <p>May use what room {@code train} may use, and of it {@code data}, {@code dl4j}, {@code recipe}.
 * A run belongs to one thread, which starts and ends its workers; values are immutable.
 */
package org.spectrastreams.train.contexts;
