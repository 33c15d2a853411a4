/**
 * Signatures of model packages: Ed25519 over the digest of a package's manifest, which holds the
 * digests of all its files. Keys are files as other programs write and read them (PEM). May use
 * {@code engine} for its error.
 */
package org.spectrastreams.model.signature;
