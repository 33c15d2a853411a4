/**
 * Thermo (Nicolet) OMNIC spectra ({@code .spa}), groups of spectra ({@code .spg}) and maps ({@code
 * .map}).
 *
 * <p>The format is not published. Layout as found in files, and as described by the readers of <a
 * href="https://www.spectrochempy.fr">SpectroChemPy</a> and, for maps, of PyMca; all numbers
 * little-endian:
 *
 * <ul>
 *   <li>header: the text {@code Spectral Data File}, a title at byte 30, int16 sections at 294,
 *       int32 seconds since the end of 1899 (UTC) at 296;
 *   <li>sections from byte 304, 16 bytes each: int8 key, int8, int32 offset, int32 length, int16
 *       number of the spectrum, int16 number of the section;
 *   <li>key 2, the axis: int32 at 4 the points, at 8 the unit of the axis, at 12 that of the
 *       ordinate, float32 at 16 the first and at 20 the last axis value; key 3, the values as
 *       float32; key 107, the title of a spectrum of a group;
 *   <li>maps and series begin with {@code Spectral Exte File}; their sections have 22 bytes: int16
 *       key, int64 offset, int32 length, int16 number; key 301 holds the spectra: a copy of the
 *       axis, 196 bytes with what follows it, then for each a text in 100 bytes and its values, the
 *       last axis value first; key 6, number 1, the stage positions in µm: 6 bytes, then float32 x
 *       and y of each; key 147, a picture.
 * </ul>
 *
 * <p>May use what room {@code formats} may use, and of it {@code records}, {@code series}, {@code
 * spi}. A reader keeps nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.omnic;
