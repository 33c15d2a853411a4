/**
 * The descriptions of the service's interfaces for programs: OpenAPI and AsyncAPI.
 *
 * <p>May use what room {@code server} may use, and of it no other inner room. What answers requests
 * is of any thread.
 */
package org.spectrastreams.server.contract;
