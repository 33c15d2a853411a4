/** Configuration keys, topic names and the data folder. */
package org.spectrastreams.stream.config;
