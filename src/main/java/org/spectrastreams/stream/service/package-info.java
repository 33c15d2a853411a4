/**
 * The running service: the cluster, the topologies with what they work with, and whether all of it
 * works.
 *
 * <p>{@link org.spectrastreams.stream.service.StreamService} puts the parts together in the order
 * in which they need each other and closes them in the other one; each part is an object of its
 * own. May use every inner room of {@code stream}. Any thread may ask a running service; one closes
 * it.
 */
package org.spectrastreams.stream.service;
