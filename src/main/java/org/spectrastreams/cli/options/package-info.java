/**
 * What several commands ask for and show alike: configuration, files, pace and progress. Uses no
 * command; each object serves one command.
 */
package org.spectrastreams.cli.options;
