/**
 * The wire contract: the one reader of each message, packed numbers, the values that stand for
 * nothing, limits, the service's version, and the reasons for what is rejected or refused. Readers
 * are immutable and safe for any thread.
 *
 * <p>Inner rooms: {@code block} spectra as they come, {@code tile} maps, {@code json} the one JSON
 * of results and explanations; they use what is here, and nothing here uses them.
 *
 * <p>May use {@code bands}, {@code explain}, {@code spectrum}.
 */
package org.spectrastreams.wire;
