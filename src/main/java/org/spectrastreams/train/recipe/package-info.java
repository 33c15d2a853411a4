/** Recipes: what to train, on what, and how. */
package org.spectrastreams.train.recipe;
