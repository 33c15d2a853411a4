/**
 * Contexts: groups of spectra that resemble each other and are explained alike, and the classifier
 * that they make. {@link org.spectrastreams.explain.context.Contexts} is immutable, a scorer serves
 * one thread.
 *
 * <p>May use what room {@code explain} may use, and of it no other inner room.
 */
package org.spectrastreams.explain.context;
