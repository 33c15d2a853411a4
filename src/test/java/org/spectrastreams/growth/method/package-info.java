/**
 * Proof of growth: an explanation method from this folder alone. {@code
 * docs/add-an-explanation-method.md} begins here.
 *
 * <p>May use every room. Methods are immutable and of any thread; what they open is of one.
 */
package org.spectrastreams.growth.method;
