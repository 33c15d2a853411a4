/** Agilent tiles. */
package org.spectrastreams.formats.agilent;
