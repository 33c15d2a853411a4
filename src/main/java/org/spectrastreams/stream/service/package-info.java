/**
 * The running service: the cluster, the topologies with what they work with, and whether all of it
 * works.
 *
 * <p>{@link org.spectrastreams.stream.service.StreamService} puts the parts together in the order
 * in which they need each other and closes them in the other one; each part is an object of its
 * own. Any thread may ask a running service; one closes it.
 *
 * <p>May use what room {@code stream} may use, and of it {@code asking}, {@code audit}, {@code
 * broker}, {@code config}, {@code control}, {@code maps}, {@code metrics}, {@code pipeline}, {@code
 * score}, {@code scoring}, {@code tracing}.
 */
package org.spectrastreams.stream.service;
