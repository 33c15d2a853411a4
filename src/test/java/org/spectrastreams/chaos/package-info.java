/**
 * The service under faults that are drawn from a seed, for as long as one wants: {@code
 * src/test/shell/chaos} runs it, a process of its own verifies what is on the topics afterwards.
 * Nothing here is part of the build's tests.
 */
package org.spectrastreams.chaos;
