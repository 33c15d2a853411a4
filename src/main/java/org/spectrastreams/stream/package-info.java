/** Topologies, the wire contract, topics, the embedded broker, dead letters and configuration. */
package org.spectrastreams.stream;
