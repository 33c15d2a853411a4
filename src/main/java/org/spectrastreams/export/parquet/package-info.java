/**
 * Writes tables as Apache Parquet by the letter of <a
 * href="https://github.com/apache/parquet-format">the public format description</a>
 * (parquet.thrift, Encodings.md, Compression.md): flat ones of optional columns and nothing else.
 *
 * <p>May use what room {@code export} may use, and of it no other inner room. A writer is used by
 * one thread.
 */
package org.spectrastreams.export.parquet;
