/** Activation maps and the measures of how faithful they are. */
package org.spectrastreams.explain;
