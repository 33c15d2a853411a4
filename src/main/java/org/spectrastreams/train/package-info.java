/** Recipes, data sets, networks, cross-validation, metrics and export. */
package org.spectrastreams.train;
