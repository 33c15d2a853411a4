/** The scoring topology. */
package org.spectrastreams.stream.scoring;
