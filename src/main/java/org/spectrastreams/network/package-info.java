/**
 * Networks, each written once against {@link org.spectrastreams.network.NetworkOps}; the writer
 * that makes graphs of them, and the exact arithmetic that checks these. Used by training alone: a
 * model is served without any of it.
 */
package org.spectrastreams.network;
