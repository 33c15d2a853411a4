/**
 * Arrays that NumPy saved ({@code .npy}, {@code .npz}), as <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">its manual</a>
 * describes them.
 *
 * <p>May use what room {@code formats} may use, and of it {@code arrays}, {@code spi}, {@code zip}.
 * A reader keeps nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.numpy;
