/** One block in, one result out; no Kafka in it. */
package org.spectrastreams.stream.score;
