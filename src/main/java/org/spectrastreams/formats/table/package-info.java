/** Spectra in text tables: rows, columns, UCR. */
package org.spectrastreams.formats.table;
