/**
 * Contexts: groups of spectra that resemble each other and are explained alike, and the classifier
 * that they make. {@link org.spectrastreams.explain.context.Contexts} is immutable, a scorer serves
 * one thread.
 */
package org.spectrastreams.explain.context;
