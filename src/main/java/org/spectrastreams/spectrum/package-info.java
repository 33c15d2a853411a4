/** Value types: axis, quantity, block, image geometry. Knows no other room. */
package org.spectrastreams.spectrum;
