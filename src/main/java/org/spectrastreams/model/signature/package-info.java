/**
 * Signatures of model packages: Ed25519 over the digest of a package's manifest, which holds the
 * digests of all its files. Keys are files as other programs write and read them (PEM); what only
 * its owner may read is written here for other rooms, too.
 *
 * <p>May use what room {@code model} may use, and of it {@code engine}. Values are immutable; any
 * other object serves one thread unless its class says otherwise.
 */
package org.spectrastreams.model.signature;
