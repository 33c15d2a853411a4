/** Model store, manifest, engines and ensemble voting. */
package org.spectrastreams.model;
