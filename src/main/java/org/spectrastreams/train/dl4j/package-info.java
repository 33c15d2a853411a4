/** Networks as the trainer sees them. */
package org.spectrastreams.train.dl4j;
