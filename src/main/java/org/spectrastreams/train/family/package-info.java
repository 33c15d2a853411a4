/**
 * Families of classifiers that are fitted in closed form, or nearly so, and win on small and
 * grouped sets. Plain Java in double precision.
 */
package org.spectrastreams.train.family;
