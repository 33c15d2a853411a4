/** Meters of the topologies. */
package org.spectrastreams.stream.metrics;
