/**
 * Bruker OPUS files.
 *
 * <p>The format is not published. Layout as found in files and as described by the public readers
 * <a href="https://pypi.org/project/brukeropus/">brukeropus</a> (MIT), <a
 * href="https://pypi.org/project/brukeropusreader/">brukeropusreader</a> and <a
 * href="https://bitbucket.org/hirschbeutel/ono">ono</a> (MIT); all numbers little-endian:
 *
 * <ul>
 *   <li>header: {@code 0A 0A FE FE}, float64 version, int32 offset of the directory, int32 its
 *       room, int32 entries;
 *   <li>directory: a triple of int32 an entry: type, length in words of 4 bytes, offset. The bits
 *       of the type say what the block is, see {@link org.spectrastreams.formats.opus.Block};
 *   <li>parameters: three letters and a zero, int16 type, int16 length in words of 2 bytes, value;
 *       {@code END} closes them;
 *   <li>data: float32 ({@code DPF} 1) or int32 ({@code DPF} 2), {@code NPT} points from {@code FXV}
 *       to {@code LXV}; a series starts with int32 version, spectra, offset of the first, bytes of
 *       a spectrum, bytes of the facts behind each.
 * </ul>
 *
 * <p>May use what room {@code formats} may use, and of it {@code records}, {@code spi}. A reader
 * keeps nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.opus;
