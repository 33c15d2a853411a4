package org.spectrastreams.cli.bench;

import java.time.Duration;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.service.StreamService;

/**
 * What is measured, and for how long.
 *
 * @param model scored by the engine alone and by the service
 * @param config of the service
 * @param service running, with {@link TwoPipelines}
 * @param host of the engine that is measured alone
 * @param endToEnd sends through the service
 * @param seconds for one measurement
 * @param warmUp the most that Java's compilers are waited for
 */
record Subject(
    ModelPackage model,
    ServiceConfig config,
    StreamService service,
    EngineHost host,
    EndToEnd endToEnd,
    int seconds,
    Duration warmUp) {}
