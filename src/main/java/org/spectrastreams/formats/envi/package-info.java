/** ENVI header and data files. */
package org.spectrastreams.formats.envi;
