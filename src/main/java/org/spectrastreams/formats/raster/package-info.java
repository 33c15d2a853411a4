/** Spectra on a pixel grid in a binary file, read without loading it. */
package org.spectrastreams.formats.raster;
