/**
 * The tissue phantom: simulated FTIR images of colon sections whose truth is known at every pixel
 * and at every wavenumber.
 *
 * <p>May use {@code spectrum}. Values are immutable; any other object serves one thread unless its
 * class says otherwise.
 */
package org.spectrastreams.phantom;
