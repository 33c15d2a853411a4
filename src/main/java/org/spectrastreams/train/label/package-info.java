/**
 * Labels: where they are said to be present, how well they are told, and what a network looks for.
 */
package org.spectrastreams.train.label;
