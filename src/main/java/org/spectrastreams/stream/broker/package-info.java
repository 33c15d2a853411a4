/** Kafka clients, topics, dead letters and the embedded broker. */
package org.spectrastreams.stream.broker;
