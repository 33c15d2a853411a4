/**
 * How a version that is tried out compares with the one in use. May use {@code score}; what is
 * found is counted and never published.
 */
package org.spectrastreams.stream.shadow;
