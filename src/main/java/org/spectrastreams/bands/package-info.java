/**
 * Tables of band assignments, and the finder of an explanation's strongest bands. Assignments are
 * immutable; a finder is for one thread.
 *
 * <p>May use {@code spectrum}.
 */
package org.spectrastreams.bands;
