/** The shipped samples, measured and simulated. */
package org.spectrastreams.formats.samples;
