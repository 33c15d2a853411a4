/** The service: pipelines, scoring, maps, explanations on request, audits, and what runs them. */
package org.spectrastreams.stream;
