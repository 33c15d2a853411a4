/**
 * Value types: axis, quantity, block, image geometry, outcome. Immutable; knows no other room.
 *
 * <p>May use no other room. Values are immutable; any other object serves one thread unless its
 * class says otherwise.
 */
package org.spectrastreams.spectrum;
