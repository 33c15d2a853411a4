/** How the spectra of files are sent to a service, and what became of them. */
package org.spectrastreams.cli.sending;
