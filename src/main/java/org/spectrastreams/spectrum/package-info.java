/** Value types: axis, quantity, block, image geometry, outcome. Immutable; knows no other room. */
package org.spectrastreams.spectrum;
