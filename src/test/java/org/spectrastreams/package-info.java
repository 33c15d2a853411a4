/**
 * What belongs to no room: the rooms themselves, what the build makes (licences, a jar that is the
 * same twice, known vulnerabilities), containers, and what every room's tests wait and listen by.
 *
 * <p>May use every room. Fixtures are of any thread; a test's own state is of one.
 */
package org.spectrastreams;
