/**
 * Learning where a model's domain ends. May use {@code train.data} and {@code network}; for one
 * thread.
 */
package org.spectrastreams.train.domain;
