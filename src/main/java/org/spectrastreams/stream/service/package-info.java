/** Starts the topologies and says whether they work. */
package org.spectrastreams.stream.service;
