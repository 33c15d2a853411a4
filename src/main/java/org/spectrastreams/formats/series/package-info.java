/** Spectra that are read whole, one after another, from files of any layout. */
package org.spectrastreams.formats.series;
