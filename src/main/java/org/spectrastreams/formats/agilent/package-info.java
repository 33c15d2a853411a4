/** Agilent tiles and mosaics of them. */
package org.spectrastreams.formats.agilent;
