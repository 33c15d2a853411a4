/**
 * What is known of images, as the topics tell it: statuses and tiles, the places of results, and
 * what was rejected. The viewer shows it, exports write it down.
 *
 * <p>May use what room {@code server} may use, and of it no other inner room. Each class says for
 * which threads it is.
 */
package org.spectrastreams.server.maps;
