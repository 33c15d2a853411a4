/**
 * Spectra that stand in a binary file as records of one length: where they stand, where they lie in
 * an image, and the source that reads them. Uses only the errors and facts of {@code spi}.
 */
package org.spectrastreams.formats.records;
