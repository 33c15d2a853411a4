package org.spectrastreams.stream.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.stream.pipeline.CurrentDeployment;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.wire.proto.Wire;

/**
 * One instance's part in changing models and pipelines: follows the control topic, brings into use
 * what it asks for, and says there what is in use and what is refused. Any thread may ask it.
 */
public final class ModelControl implements AutoCloseable {
  /** How often the model store is looked at. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final long CLOSE_MILLIS = 30_000;
  private static final Logger LOG = LoggerFactory.getLogger(ModelControl.class);

  private final String instance;
  private final String host;
  private final CurrentDeployment deployment;
  private final Map<String, Object> clientProperties;
  private final String topic;
  private final Object asking = new Object();
  private final ModelsLog log;
  private final ModelsState state = new ModelsState();
  private final PipelineSwitch models;
  private final StoreWatch watch;
  private final Set<String> told = new HashSet<>();
  private final Map<String, List<String>> refused = new TreeMap<>();
  private final Thread thread;
  private volatile List<String> notes = List.of();
  private volatile List<String> newer = List.of();
  private volatile boolean closing;

  /**
   * Reads the topic to its end and brings into use what it asks for, then follows it.
   *
   * @param instance this instance's id, the same from start to start
   * @param host where it runs, for people
   * @param engines proves versions
   * @param deployment as the pipelines' files say; changed here
   * @throws KafkaException if the topic cannot be read
   */
  public static ModelControl start(
      Map<String, Object> clientProperties,
      String topic,
      String instance,
      String host,
      ModelStore store,
      EngineHost engines,
      CurrentDeployment deployment) {
    ModelControl control =
        new ModelControl(clientProperties, topic, instance, host, store, engines, deployment);
    try {
      control.catchUp();
    } catch (RuntimeException e) {
      control.log.close();
      throw e;
    }
    control.thread.start();
    return control;
  }

  private ModelControl(
      Map<String, Object> clientProperties,
      String topic,
      String instance,
      String host,
      ModelStore store,
      EngineHost engines,
      CurrentDeployment deployment) {
    this.clientProperties = clientProperties;
    this.topic = topic;
    this.log = new ModelsLog(clientProperties, topic, "spectra-models");
    this.instance = instance;
    this.host = host;
    this.deployment = deployment;
    this.models = new PipelineSwitch(store, engines, deployment);
    this.watch = new StoreWatch(store);
    this.thread = new Thread(this::follow, "models");
    thread.setDaemon(true);
  }

  private void catchUp() {
    log.readToEnd(state::take);
    Map<String, Wire.PipelineModels> wanted = new TreeMap<>();
    state.wanted().forEach(one -> wanted.put(one.getPipeline(), one));
    Set<String> pipelines = new TreeSet<>(deployment.get().names());
    wanted.values().stream()
        .filter(
            one ->
                one.getRemoved()
                    || !one.getDefinition().isEmpty()
                    || ModelsState.isLeftToConfiguration(one))
        .forEach(one -> pipelines.add(one.getPipeline()));
    for (String pipeline : pipelines) {
      if (wanted.containsKey(pipeline)) {
        bringIntoUse(wanted.get(pipeline), true);
      } else {
        say(pipeline, 0);
      }
    }
    takeBackWhatIsNotSaidAgain();
    newer = watch.look(deployment.get());
  }

  /** An instance that was killed could not say that it uses nothing any more. */
  private void takeBackWhatIsNotSaidAgain() {
    Set<String> earlier = state.keysOf(instance);
    earlier.removeAll(told);
    earlier.forEach(key -> write(key, null));
  }

  private void follow() {
    long look = System.nanoTime() + LOOK.toNanos();
    while (!closing) {
      try {
        Map<String, Wire.PipelineModels> changes = new LinkedHashMap<>();
        log.poll(
            (key, value) ->
                state.take(key, value).ifPresent(one -> changes.put(one.getPipeline(), one)));
        changes.values().forEach(change -> bringIntoUse(change, false));
        if (System.nanoTime() - look >= 0) {
          newer = watch.look(deployment.get());
          look = System.nanoTime() + LOOK.toNanos();
        }
      } catch (WakeupException | InterruptException e) {
        LOG.debug("the thread of models was woken");
      } catch (KafkaException e) {
        LOG.warn("the topic of models cannot be read: {}; trying on", e.getMessage());
        pause();
      } catch (RuntimeException e) {
        LOG.error("a change of models failed; what was in use stays in use", e);
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void bringIntoUse(Wire.PipelineModels change, boolean starting) {
    List<String> why = models.apply(change, starting);
    if (why.isEmpty()) {
      refused.remove(change.getPipeline());
    } else {
      refused.put(change.getPipeline(), why);
    }
    List<String> all = new ArrayList<>();
    refused.forEach((pipeline, reasons) -> all.add(pipeline + ": " + String.join("; ", reasons)));
    notes = List.copyOf(all);
    say(change.getPipeline(), change.getChangedAtMs());
  }

  /** Writes what this instance uses for a pipeline, and what it refuses. */
  private void say(String pipeline, long change) {
    Wire.InstanceModels.Builder used =
        deployment
            .get()
            .find(pipeline)
            .map(ModelSwitch::inUse)
            .orElseGet(
                () -> Wire.InstanceModels.newBuilder().setPipeline(pipeline).setAbsent(true));
    used.setInstance(instance)
        .setHost(host)
        .setAnswersChangeMs(change)
        .setRefused(String.join("; ", refused.getOrDefault(pipeline, List.of())))
        .setSaidAtMs(System.currentTimeMillis());
    String key = ModelsState.key(instance, pipeline);
    told.add(key);
    write(key, used.build().toByteArray());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // said again at the next change and start
  private void write(String key, byte[] value) {
    try {
      log.write(key, value);
    } catch (KafkaException e) {
      LOG.warn("the topic of models cannot be written: {}", e.getMessage());
    }
  }

  /** What the topic says now, as far as this instance has read it. */
  public ModelsState state() {
    return state;
  }

  /** What every pipeline of this instance uses now. */
  public Deployment deployment() {
    return deployment.get();
  }

  /**
   * Asks all instances for a change, as {@link ModelsClient#ask}; they answer on the topic. Those
   * who ask one instance at the same time wait for each other.
   *
   * @param by who wants it, for people
   * @return what was written
   * @throws RefusedChangeException if it cannot be asked for
   * @throws KafkaException if the topic cannot be read or written
   */
  public Wire.PipelineModels ask(String pipeline, ModelRequest request, String by)
      throws RefusedChangeException {
    synchronized (asking) {
      try (ModelsClient client = new ModelsClient(clientProperties, topic)) {
        return client.ask(pipeline, request, by);
      }
    }
  }

  /** What this instance was asked for and refuses, a sentence each; empty where nothing is. */
  public List<String> refusals() {
    return notes;
  }

  /** Versions in the store that are newer than those in use, a sentence each. */
  public List<String> newerVersions() {
    return newer;
  }

  /** Whether changes are still heard of. */
  public boolean isFollowing() {
    return thread.isAlive();
  }

  /** Says that this instance uses nothing any more, and stops following. */
  @Override
  public void close() throws InterruptedException {
    closing = true;
    log.wakeUp();
    thread.join(CLOSE_MILLIS);
    told.forEach(key -> write(key, null));
    log.close();
  }
}
