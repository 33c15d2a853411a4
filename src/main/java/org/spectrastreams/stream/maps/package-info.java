/** The map topology: images and their tiles. */
package org.spectrastreams.stream.maps;
