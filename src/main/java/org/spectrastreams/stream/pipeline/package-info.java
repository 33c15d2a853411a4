/** Pipeline definitions and the models loaded for them. */
package org.spectrastreams.stream.pipeline;
