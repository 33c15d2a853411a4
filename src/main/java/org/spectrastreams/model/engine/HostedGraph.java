package org.spectrastreams.model.engine;

/**
 * A graph that a host of engines may open: checked, and owned by the model it belongs to.
 *
 * @param onnx the file's bytes, not to be changed
 * @param contract what it reads and gives
 */
public record HostedGraph(byte[] onnx, GraphContract contract) {}
