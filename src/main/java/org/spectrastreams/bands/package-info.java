/**
 * Tables of band assignments, and the finder of an explanation's strongest bands. May use {@code
 * spectrum}. Assignments are immutable; a finder is for one thread.
 */
package org.spectrastreams.bands;
