/** Readers of instrument files, shipped samples, replay pacing and the tissue phantom. */
package org.spectrastreams.instrument;
