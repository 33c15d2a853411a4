/**
 * Recipes: what to train, on what, and how.
 *
 * <p>May use what room {@code train} may use, and of it no other inner room. A run belongs to one
 * thread, which starts and ends its workers; values are immutable.
 */
package org.spectrastreams.train.recipe;
