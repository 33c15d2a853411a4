/**
 * What is kept of a model: its manifest, its package in the store with its digests, its card, and
 * the probe that every engine must answer before use. No network is known by name here.
 *
 * <p>Uses its inner room {@code engine}. Manifests and packages are immutable and safe for any
 * number of threads.
 *
 * <p>May use {@code preprocess}, {@code spectrum}.
 */
package org.spectrastreams.model;
