/** The topology that answers requests for explanations. */
package org.spectrastreams.stream.asking;
