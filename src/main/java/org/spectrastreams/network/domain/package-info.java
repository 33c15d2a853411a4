/**
 * What a model was trained on, as a distance that its graph computes with the scores. Uses the ONNX
 * writer; immutable and safe for any thread.
 */
package org.spectrastreams.network.domain;
