/**
 * The wire contract: codec of blocks, readers of results, limits, rejections, tiles; the JSON of
 * results and explanations.
 */
package org.spectrastreams.wire;
