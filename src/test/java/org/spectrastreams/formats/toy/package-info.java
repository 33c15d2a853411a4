/**
 * Proof of growth: a file format from this folder alone, which nothing of the project knows. {@code
 * docs/add-a-format.md} begins here.
 *
 * <p>May use every room. A reader keeps nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.toy;
