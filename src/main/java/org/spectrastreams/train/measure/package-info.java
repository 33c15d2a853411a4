/** Cross-validation, baselines and the measures of explanations. */
package org.spectrastreams.train.measure;
