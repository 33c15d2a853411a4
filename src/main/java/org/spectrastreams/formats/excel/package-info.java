/**
 * Excel workbooks ({@code .xlsx}, {@code .xlsm}), one sheet at a time, by the rules of tables. The
 * format is that of ECMA-376 (Office Open XML), part 1, chapter 18 (SpreadsheetML) and part 2
 * (packages). Samples are written by hand after it; openpyxl wrote those beside the tests, and
 * reads the values that they are compared with.
 *
 * <p>May use what room {@code formats} may use, and of it {@code spi}, {@code table}, {@code zip}.
 * A reader keeps nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.excel;
