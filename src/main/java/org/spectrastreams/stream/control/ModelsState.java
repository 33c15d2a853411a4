package org.spectrastreams.stream.control;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.wire.proto.Wire;

/** What the control topic says at the moment: the newest record of every key. Thread-safe. */
public final class ModelsState {
  /** What the key of a wanted state starts with. */
  static final String PIPELINE = "pipeline/";

  /** What the key of an instance's answer starts with. */
  static final String INSTANCE = "instance/";

  private static final Logger LOG = LoggerFactory.getLogger(ModelsState.class);

  /** A topic that others write, too, must not fill the memory. */
  private static final int MOST = 10_000;

  private final Map<String, Wire.PipelineModels> wanted = new TreeMap<>();
  private final Map<String, Wire.InstanceModels> answers = new TreeMap<>();

  /** The key under which the wanted state of a pipeline stands. */
  static String key(String pipeline) {
    return PIPELINE + pipeline;
  }

  /** The key under which an instance says what it uses for a pipeline. */
  static String key(String instance, String pipeline) {
    return INSTANCE + instance + "/" + pipeline;
  }

  /**
   * Takes a record of the topic.
   *
   * @param value null: what stood under the key holds no more
   * @return the wanted state that it changes; empty where it changes none, or is no record of this
   *     topic, which is logged
   */
  synchronized Optional<Wire.PipelineModels> take(String key, byte[] value) {
    if (key == null) {
      return Optional.empty();
    }
    try {
      if (key.startsWith(PIPELINE)) {
        return takeWanted(key, value);
      }
      if (value == null) {
        answers.remove(key);
      } else if (key.startsWith(INSTANCE) && answers.size() < MOST) {
        answers.put(key, Wire.InstanceModels.parseFrom(value));
      }
    } catch (InvalidProtocolBufferException e) {
      LOG.warn("the record under {} on the topic of models is none: {}", key, e.getMessage());
    }
    return Optional.empty();
  }

  private Optional<Wire.PipelineModels> takeWanted(String key, byte[] value)
      throws InvalidProtocolBufferException {
    if (value == null) {
      wanted.remove(key);
      return Optional.empty();
    }
    Wire.PipelineModels models = Wire.PipelineModels.parseFrom(value);
    if (!key.equals(key(models.getPipeline())) || wanted.size() >= MOST) {
      LOG.warn("the record under {} on the topic of models is of another pipeline", key);
      return Optional.empty();
    }
    wanted.put(key, models);
    return Optional.of(models);
  }

  /** What is wanted of every pipeline for which somebody has said so, sorted by name. */
  public synchronized List<Wire.PipelineModels> wanted() {
    return List.copyOf(wanted.values());
  }

  /** What is wanted of a pipeline. */
  public synchronized Optional<Wire.PipelineModels> wanted(String pipeline) {
    return Optional.ofNullable(wanted.get(key(pipeline)));
  }

  /** What the instances say of a pipeline. */
  public synchronized List<Wire.InstanceModels> answers(String pipeline) {
    return answers.values().stream()
        .filter(answer -> answer.getPipeline().equals(pipeline))
        .toList();
  }

  /** Every pipeline that somebody has spoken of, sorted. */
  public synchronized Set<String> pipelines() {
    Set<String> names = new TreeSet<>();
    wanted.values().forEach(one -> names.add(one.getPipeline()));
    answers.values().forEach(one -> names.add(one.getPipeline()));
    return names;
  }

  /**
   * What a change starts from: what is wanted, or, where nobody has said so yet, what instances
   * use. A version that every instance refused was never in use: in its place stands the one
   * before.
   *
   * @throws RefusedChangeException if neither is known
   */
  Wire.PipelineModels inForce(String pipeline) throws RefusedChangeException {
    List<Wire.InstanceModels> said = answers(pipeline);
    Optional<Wire.PipelineModels> wanted = wanted(pipeline);
    if (wanted.isEmpty()) {
      Wire.InstanceModels newest =
          said.stream()
              .max(Comparator.comparingLong(Wire.InstanceModels::getSaidAtMs))
              .filter(Wire.InstanceModels::hasActive)
              .orElseThrow(
                  () ->
                      new RefusedChangeException(
                          "no instance uses a model for a pipeline \""
                              + pipeline
                              + "\"; the topic of models knows "
                              + pipelines()));
      return Wire.PipelineModels.newBuilder()
          .setPipeline(pipeline)
          .setActive(newest.getActive())
          .build();
    }
    Wire.PipelineModels now = wanted.get();
    List<Wire.InstanceModels> answered =
        said.stream().filter(one -> one.getAnswersChangeMs() == now.getChangedAtMs()).toList();
    boolean refused =
        !answered.isEmpty()
            && answered.stream().noneMatch(one -> isOf(now.getActive(), one.getActive()));
    return refused && now.hasPrevious()
        ? now.toBuilder().setActive(now.getPrevious()).clearPrevious().build()
        : now;
  }

  /** Whether a version in use is the one that is wanted. */
  static boolean isOf(Wire.ModelVersion wanted, Wire.ModelVersion used) {
    return wanted.getModel().equals(used.getModel())
        && (wanted.getDigest().isEmpty() || wanted.getDigest().equals(used.getDigest()));
  }

  /**
   * The newest answer of every instance to a change, by instance; those that did not answer yet.
   */
  public Map<String, Optional<Wire.InstanceModels>> answersTo(Wire.PipelineModels change) {
    Map<String, Optional<Wire.InstanceModels>> found = new LinkedHashMap<>();
    Collection<Wire.InstanceModels> said = answers(change.getPipeline());
    for (Wire.InstanceModels answer : said) {
      found.put(
          answer.getInstance(),
          Optional.of(answer).filter(one -> one.getAnswersChangeMs() >= change.getChangedAtMs()));
    }
    return found;
  }
}
