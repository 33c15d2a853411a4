/** Runs of recipes from data to a model package. */
package org.spectrastreams.train.run;
