/**
 * {@code spectra bench}: what the engine and the whole way through Kafka do on this machine, where
 * the processors' time goes, and how that compares with another run.
 *
 * <p>May use what room {@code cli} may use, and of it {@code options}, {@code sending}. A command
 * runs once, on the thread that starts it.
 */
package org.spectrastreams.cli.bench;
