/** Band assignments and the finders of strongest bands. Immutable and safe for any thread. */
package org.spectrastreams.bands;
