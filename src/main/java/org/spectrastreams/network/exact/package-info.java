/**
 * Networks in double precision, operator by operator and back: what graphs are checked against.
 * Shares no arithmetic with the graph writer.
 */
package org.spectrastreams.network.exact;
