/** Writing networks as ONNX graphs. */
package org.spectrastreams.network.onnx;
