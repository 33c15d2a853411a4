/**
 * Proof of growth: a number of every spectrum and a layer of maps from this folder alone. {@code
 * docs/add-a-layer.md} begins here.
 *
 * <p>May use every room. Kinds and layers are immutable and of any thread.
 */
package org.spectrastreams.growth.result;
