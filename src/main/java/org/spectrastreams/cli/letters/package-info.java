/** What can be done with dead letters. May use {@code stream} and the options of commands. */
package org.spectrastreams.cli.letters;
