/**
 * Configuration keys with their checks, the configuration itself, topic names and the data folder.
 *
 * <p>A new key is one constant of {@link org.spectrastreams.stream.config.ConfigKey} and one getter
 * of {@link org.spectrastreams.stream.config.ServiceConfig}. Immutable and of any thread, but the
 * data folder, which belongs to the thread that starts the service.
 *
 * <p>May use what room {@code stream} may use, and of it no other inner room.
 */
package org.spectrastreams.stream.config;
