/**
 * The one JSON of what the topics carry: results, explanations, bands, tiles and states of images,
 * for the command line, {@code consume} and the REST interface alike. May use {@code wire} and
 * {@code wire.tile}. Without state; safe for any thread.
 *
 * <p>May use what room {@code wire} may use, and of it {@code tile}.
 */
package org.spectrastreams.wire.json;
