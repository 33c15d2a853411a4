/**
 * Every parser of bytes from outside under Jazzer's fuzzer: {@code mvn -Pfuzz -Dtest=ParsersFuzz
 * -Dfuzz.seconds=600 test}. What is found stands in {@code target/fuzz}.
 *
 * <p>May use every room. A target is of one thread.
 */
package org.spectrastreams.fuzz;
