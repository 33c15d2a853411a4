/**
 * How far an explanation can be trusted: curves of deletion and insertion, the pointing game on
 * bands that are known. Each measure holds room to work in and serves one thread.
 *
 * <p>May use what room {@code explain} may use, and of it {@code lime}.
 */
package org.spectrastreams.explain.trust;
