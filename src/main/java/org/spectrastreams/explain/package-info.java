/**
 * What spoke for a class: activation maps, LIME, contexts; and the measures of how faithful they
 * are.
 */
package org.spectrastreams.explain;
