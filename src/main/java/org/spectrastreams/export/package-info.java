/**
 * Images written down: OME-TIFF, OME-Zarr, pictures, tables and reports of what the service shows
 * of them. What is missing stays missing: NaN, transparent or an empty field, never zero.
 *
 * <p>May use {@code spectrum}, {@code wire}. Values are for any thread; each writer is used by one
 * thread at a time.
 */
package org.spectrastreams.export;
