/**
 * What several commands ask for and show alike: configuration, files, pace and progress. Uses no
 * command; each object serves one command.
 *
 * <p>May use what room {@code cli} may use, and of it no other inner room. A command runs once, on
 * the thread that starts it.
 */
package org.spectrastreams.cli.options;
