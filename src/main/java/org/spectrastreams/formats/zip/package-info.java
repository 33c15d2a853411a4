/** Zip archives as parts of file formats: read by name, within stated limits, sums checked. */
package org.spectrastreams.formats.zip;
