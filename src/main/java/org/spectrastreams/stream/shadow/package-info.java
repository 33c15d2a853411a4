/**
 * How a version that is tried out compares with the one in use.
 *
 * <p>May use what room {@code stream} may use, and of it {@code pipeline}, {@code score}. Values
 * are immutable; any other object serves one thread unless its class says otherwise.
 */
package org.spectrastreams.stream.shadow;
