/**
 * Opens the files that instruments write; the content decides which reader.
 *
 * <p>May use {@code phantom}, {@code spectrum}. A reader keeps nothing and is of any thread; a
 * source serves one thread.
 */
package org.spectrastreams.formats;
