/** What a reader of spectrum files implements and what it reports. */
package org.spectrastreams.formats.spi;
