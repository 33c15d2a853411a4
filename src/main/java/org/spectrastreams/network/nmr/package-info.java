/** The network for two-dimensional NMR spectra of Kuhn 2021, with the maps of Kroon 2025. */
package org.spectrastreams.network.nmr;
