/**
 * A cluster with logins, certificates and rights, and what each role may do on it.
 *
 * <p>May use every room. The cluster serves any thread; clients and what they note are of one.
 */
package org.spectrastreams.cli.secured;
