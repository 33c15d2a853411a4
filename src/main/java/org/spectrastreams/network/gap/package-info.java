/** The network with global average pooling of Zhang 2020, whose class activation map is exact. */
package org.spectrastreams.network.gap;
