package org.spectrastreams.wire.block;

/**
 * A record for the raw topic.
 *
 * @param key the record's key
 * @param value the wire message; owned, not copied
 * @param spectra the number of spectra in it; of the parts of a spectrum only the last counts it
 */
public record EncodedBlock(String key, byte[] value, int spectra) {}
