/** The commands of ./spectra. */
package org.spectrastreams.cli;
