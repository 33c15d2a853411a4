/**
 * What spoke for a class: the values that its inner rooms speak of, above all {@link
 * org.spectrastreams.explain.Explanation}, and how far two explanations agree.
 *
 * <p>Inner rooms: {@code lime} both kinds of LIME, {@code context} the contexts of explained
 * spectra, {@code trust} how faithful an explanation is, {@code methods} the one registry through
 * which everybody explains.
 *
 * <p>May use {@code bands}, {@code model}, {@code preprocess}, {@code spectrum}. Values are
 * immutable; any other object serves one thread unless its class says otherwise.
 */
package org.spectrastreams.explain;
