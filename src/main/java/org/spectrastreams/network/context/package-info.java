/** The amortised explainer and the encoders of contexts, and the graph they are served as. */
package org.spectrastreams.network.context;
