/**
 * Lines of text, their fields and numbers, as programs of many countries write them. Uses only the
 * errors of {@code spi}.
 */
package org.spectrastreams.formats.text;
