/**
 * Configuration keys with their checks, the configuration itself, topic names and the data folder.
 *
 * <p>A new key is one constant of {@link org.spectrastreams.stream.config.ConfigKey} and one getter
 * of {@link org.spectrastreams.stream.config.ServiceConfig}. Uses no other inner room. Immutable
 * and of any thread, but the data folder, which belongs to the thread that starts the service.
 */
package org.spectrastreams.stream.config;
