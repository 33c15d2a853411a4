/**
 * Packages of models that were trained elsewhere: the small manifest that a user writes beside an
 * ONNX file, and the way from both to a served package. Every class is used once, from one thread.
 *
 * <p>May use what room {@code train} may use, and of it {@code data}, {@code equip}.
 */
package org.spectrastreams.train.imports;
