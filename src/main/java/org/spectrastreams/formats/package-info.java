/** Opens the files that instruments write; the content decides which reader. */
package org.spectrastreams.formats;
