/**
 * The way to Kafka: client settings, topics, sources, dead letters, reading back, and the embedded
 * broker.
 *
 * <p>May use configuration values alone. Settings and topics are made by the thread that starts the
 * service; {@link org.spectrastreams.stream.broker.RecordReader} and the broker are of any thread.
 *
 * <p>May use what room {@code stream} may use, and of it {@code config}.
 */
package org.spectrastreams.stream.broker;
