/** Learning of contexts and amortised explanations. */
package org.spectrastreams.train.contexts;
