/**
 * Networks as the trainer sees them.
 *
 * <p>May use what room {@code train} may use, and of it {@code data}, {@code recipe}. A run belongs
 * to one thread, which starts and ends its workers; values are immutable.
 */
package org.spectrastreams.train.dl4j;
