/** Exact explanations that audit the amortised ones. */
package org.spectrastreams.stream.audit;
