/**
 * Proof of growth: labels, values and a gate from this folder alone. {@code
 * docs/add-a-kind-of-result.md} begins here.
 *
 * <p>May use every room. Kinds are immutable and of any thread; the parts and gates that they give
 * are of one.
 */
package org.spectrastreams.growth.outcome;
