/** The multi-scale convolutional network of Hartigan 2025 and its ensembles. */
package org.spectrastreams.network.mscnn;
