/**
 * The service under faults that are drawn from a seed, for as long as one wants: {@code
 * src/test/shell/chaos} runs it, a process of its own verifies what is on the topics afterwards.
 * Nothing here is part of the build's tests.
 *
 * <p>May use every room. Tools of one thread each, but for what says otherwise.
 */
package org.spectrastreams.chaos;
