/**
 * The tissue phantom: simulated FTIR images of colon sections whose truth is known at every pixel
 * and at every wavenumber.
 */
package org.spectrastreams.phantom;
