/** The network for functional groups of Rieger 2023: any of several labels for a spectrum. */
package org.spectrastreams.network.functional;
