/**
 * Runs of recipes from data to a model package.
 *
 * <p>May use what room {@code train} may use, and of it {@code choose}, {@code contexts}, {@code
 * data}, {@code dl4j}, {@code domain}, {@code equip}, {@code family}, {@code label}, {@code
 * measure}, {@code networks}, {@code recipe}. A run belongs to one thread, which starts and ends
 * its workers; values are immutable.
 */
package org.spectrastreams.train.run;
