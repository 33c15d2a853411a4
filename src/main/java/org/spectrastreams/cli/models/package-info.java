/**
 * The commands of {@code ./spectra models}: the store's packages, and which versions of them a
 * running service uses. May use what all commands share; a new one is listed in {@code
 * ModelsCommand}.
 */
package org.spectrastreams.cli.models;
