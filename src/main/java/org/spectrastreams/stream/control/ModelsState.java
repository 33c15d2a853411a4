package org.spectrastreams.stream.control;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
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
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.pipeline.PipelineDefinition;
import org.spectrastreams.wire.proto.Wire;

/** What the control topic says at the moment: the newest record of every key. Thread-safe. */
public final class ModelsState {
  /** What the key of a wanted state starts with. */
  static final String PIPELINE = "pipeline/";

  /** What the key of an instance's answer starts with. */
  static final String INSTANCE = "instance/";

  private static final Logger LOG = LoggerFactory.getLogger(ModelsState.class);

  private final StateRoom room = new StateRoom();
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
        room.leave(key);
      } else if (key.startsWith(INSTANCE)) {
        Wire.InstanceModels said = Wire.InstanceModels.parseFrom(value);
        if (room.take(key, value.length)) {
          answers.put(key, said);
        }
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
      room.leave(key);
      return Optional.empty();
    }
    Wire.PipelineModels models = Wire.PipelineModels.parseFrom(value);
    if (!key.equals(key(models.getPipeline()))) {
      LOG.warn("the record under {} on the topic of models is of another pipeline", key);
      return Optional.empty();
    }
    if (!room.take(key, value.length)) {
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
   * What a change of versions starts from, as {@link #standing}.
   *
   * @throws RefusedChangeException if there is no such pipeline, or it has no model
   */
  Wire.PipelineModels inForce(String pipeline) throws RefusedChangeException {
    Optional<Wire.PipelineModels> standing = standing(pipeline);
    if (standing.filter(Wire.PipelineModels::hasActive).isEmpty()) {
      throw new RefusedChangeException(noSuch(pipeline));
    }
    return standing.get();
  }

  /**
   * What holds of a pipeline: what is wanted, or, where the configuration decides, what instances
   * use. A version or a definition that every instance refused was never in use: in its place
   * stands the one before. Empty where there is no such pipeline.
   */
  Optional<Wire.PipelineModels> standing(String pipeline) {
    Optional<Wire.PipelineModels> wanted = wanted(pipeline);
    if (wanted.isEmpty() || isLeftToConfiguration(wanted.get())) {
      return newest(pipeline)
          .map(
              said -> {
                Wire.PipelineModels.Builder used =
                    Wire.PipelineModels.newBuilder().setPipeline(pipeline);
                wanted.ifPresent(one -> used.setChangedAtMs(one.getChangedAtMs()));
                return said.hasActive() ? used.setActive(said.getActive()).build() : used.build();
              });
    }
    Wire.PipelineModels now = wanted.get();
    if (now.getRemoved()) {
      return Optional.empty();
    }
    List<Wire.InstanceModels> answered =
        answers(pipeline).stream()
            .filter(one -> one.getAnswersChangeMs() == now.getChangedAtMs())
            .toList();
    if (answered.isEmpty()) {
      return wanted;
    }
    if (answered.stream().noneMatch(one -> Answers.isAsDefined(now, one))) {
      return now.hasBefore()
          ? Optional.of(now.getBefore().toBuilder().setChangedAtMs(now.getChangedAtMs()).build())
          : Optional.empty();
    }
    boolean refused = answered.stream().noneMatch(one -> isOf(now.getActive(), one.getActive()));
    return refused && now.hasPrevious()
        ? Optional.of(now.toBuilder().setActive(now.getPrevious()).clearPrevious().build())
        : wanted;
  }

  /**
   * What instances can go back to: what {@linkplain #standing stands}, but for a definition that no
   * instance has said to serve; in its place the last one that an instance had. Has no {@code
   * before} itself.
   */
  Optional<Wire.PipelineModels> confirmed(String pipeline) {
    Optional<Wire.PipelineModels> wanted =
        wanted(pipeline).filter(one -> !isLeftToConfiguration(one));
    List<Wire.InstanceModels> said = answers(pipeline);
    if (wanted.isPresent()
        && (wanted.get().getRemoved()
            || (!said.isEmpty()
                && said.stream().noneMatch(one -> Answers.isAsDefined(wanted.get(), one))))) {
      return wanted.filter(Wire.PipelineModels::hasBefore).map(Wire.PipelineModels::getBefore);
    }
    return standing(pipeline).map(one -> one.toBuilder().clearBefore().build());
  }

  /** The keys under which an instance has said something, in this life or an earlier one. */
  synchronized Set<String> keysOf(String instance) {
    Set<String> keys = new TreeSet<>();
    answers.forEach(
        (key, said) -> {
          if (said.getInstance().equals(instance)
              && key.equals(key(instance, said.getPipeline()))) {
            keys.add(key);
          }
        });
    return keys;
  }

  /** Whether an instance says that it has the pipeline. */
  public boolean isServed(String pipeline) {
    return newest(pipeline).isPresent();
  }

  /** The newest answer of an instance that has the pipeline. */
  private Optional<Wire.InstanceModels> newest(String pipeline) {
    return answers(pipeline).stream()
        .filter(said -> !said.getAbsent())
        .max(Comparator.comparingLong(Wire.InstanceModels::getSaidAtMs));
  }

  /** Whether a wish is none: the configuration says what the pipeline is and uses. */
  public static boolean isLeftToConfiguration(Wire.PipelineModels wanted) {
    return !wanted.hasActive() && wanted.getDefinition().isEmpty() && !wanted.getRemoved();
  }

  /**
   * The definition of a pipeline that stands.
   *
   * @throws RefusedChangeException if none is known, or it is none
   */
  Pipeline definition(Wire.PipelineModels standing) throws RefusedChangeException {
    String text = standing.getDefinition();
    if (text.isEmpty()) {
      text = newest(standing.getPipeline()).map(Wire.InstanceModels::getDefinition).orElse("");
    }
    try {
      return PipelineDefinition.ofJson(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedChangeException(
          "what pipeline " + standing.getPipeline() + " is now cannot be told: " + e.getMessage());
    }
  }

  /**
   * A pipeline as a running service has it.
   *
   * @param definedAtMillis which change of the topic defined it; 0: the configuration
   */
  public record Defined(Pipeline pipeline, long definedAtMillis) {}

  /**
   * What a pipeline is: what was asked for, as far as an instance took it, or what instances have
   * of their configuration. Empty where there is none, or it cannot be told.
   */
  public Optional<Defined> defined(String pipeline) {
    try {
      Optional<Wire.PipelineModels> standing = standing(pipeline);
      return standing.isEmpty()
          ? Optional.empty()
          : Optional.of(new Defined(definition(standing.get()), standing.get().getDefinedAtMs()));
    } catch (RefusedChangeException e) {
      LOG.debug("no definition", e);
      return Optional.empty();
    }
  }

  /** Why a pipeline cannot be changed that there is none of, or none with a model. */
  String noSuch(String pipeline) {
    return wanted(pipeline)
        .filter(Wire.PipelineModels::getRemoved)
        .map(ModelsState::removal)
        .orElseGet(
            () ->
                "no instance uses a model for a pipeline \""
                    + pipeline
                    + "\"; the topic of models knows "
                    + pipelines());
  }

  /** That a pipeline was removed, when and by whom. */
  static String removal(Wire.PipelineModels removed) {
    return "pipeline "
        + removed.getPipeline()
        + " was removed at "
        + Instant.ofEpochMilli(removed.getChangedAtMs())
        + (removed.getChangedBy().isEmpty() ? "" : " by " + removed.getChangedBy());
  }

  /** Whether a version in use is the one that is wanted. */
  static boolean isOf(Wire.ModelVersion wanted, Wire.ModelVersion used) {
    return wanted.getModel().equals(used.getModel())
        && (wanted.getDigest().isEmpty() || wanted.getDigest().equals(used.getDigest()));
  }

  /**
   * The newest answer of every instance to a change, by instance; those that did not answer yet.
   */
  public synchronized Map<String, Optional<Wire.InstanceModels>> answersTo(
      Wire.PipelineModels change) {
    Map<String, Optional<Wire.InstanceModels>> found = new LinkedHashMap<>();
    answers.values().forEach(answer -> found.put(answer.getInstance(), Optional.empty()));
    for (Wire.InstanceModels answer : answers(change.getPipeline())) {
      found.put(
          answer.getInstance(),
          Optional.of(answer).filter(one -> one.getAnswersChangeMs() >= change.getChangedAtMs()));
    }
    return found;
  }
}
