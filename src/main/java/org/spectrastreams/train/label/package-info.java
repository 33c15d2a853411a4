/**
 * Labels: where they are said to be present, how well they are told, and what a network looks for.
 *
 * <p>May use what room {@code train} may use, and of it {@code data}. A run belongs to one thread,
 * which starts and ends its workers; values are immutable.
 */
package org.spectrastreams.train.label;
