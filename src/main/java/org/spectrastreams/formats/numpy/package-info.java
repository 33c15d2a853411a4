/**
 * Arrays that NumPy saved ({@code .npy}, {@code .npz}), as <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">its manual</a>
 * describes them.
 */
package org.spectrastreams.formats.numpy;
