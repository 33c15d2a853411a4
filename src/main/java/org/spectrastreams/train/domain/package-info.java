/**
 * Learning where a model's domain ends. May use {@code train.data} and {@code network}; for one
 * thread.
 *
 * <p>May use what room {@code train} may use, and of it {@code data}, {@code measure}.
 */
package org.spectrastreams.train.domain;
