/** Labelled spectra and how they are split. */
package org.spectrastreams.train.data;
