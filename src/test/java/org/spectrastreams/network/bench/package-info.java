/**
 * How fast a served graph is, by JMH. Nothing here is part of the build's tests.
 *
 * <p>May use every room. A state is of one thread.
 */
package org.spectrastreams.network.bench;
