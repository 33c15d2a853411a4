/**
 * Recipes, data sets, networks, cross-validation, metrics and export.
 *
 * <p>May use {@code explain}, {@code formats}, {@code model}, {@code network}, {@code phantom},
 * {@code preprocess}, {@code spectrum}. A run belongs to one thread, which starts and ends its
 * workers; values are immutable.
 */
package org.spectrastreams.train;
