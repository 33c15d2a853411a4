package org.spectrastreams.stream.control;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.pipeline.PipelineDefinition;
import org.spectrastreams.wire.proto.Wire;

/** What the answers of the instances say of a change: whether it is done, or may still be. */
public final class Answers {
  /** How long an instance that does not answer a change may still be about to. */
  static final long WAIT_MILLIS = 120_000;

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  /**
   * Whether an instance does what a change asks for, to the definition: one of a service from
   * before definitions answers without refusal and without knowing what it was asked.
   */
  public static boolean isDone(Wire.PipelineModels change, Wire.InstanceModels said) {
    if (!said.getRefused().isEmpty()) {
      return false;
    }
    if (change.getRemoved()) {
      return said.getAbsent();
    }
    if (ModelsState.isLeftToConfiguration(change)) {
      return said.getAbsent() || said.getDefinedAtMs() == 0;
    }
    return isInUse(change, said);
  }

  private static boolean isInUse(Wire.PipelineModels change, Wire.InstanceModels said) {
    return isAsDefined(change, said) && ModelsState.isOf(change.getActive(), said.getActive());
  }

  /** Whether an instance has a pipeline as it is wanted; of which version is another question. */
  static boolean isAsDefined(Wire.PipelineModels wanted, Wire.InstanceModels said) {
    return !said.getAbsent()
        && said.getDefinedAtMs() == wanted.getDefinedAtMs()
        && (wanted.getDefinition().isEmpty()
            || isDefinition(wanted.getDefinition(), said.getDefinition()));
  }

  /** Whether two definitions are of the same pipeline, however they are written. */
  static boolean isDefinition(String wanted, String said) {
    if (wanted.equals(said)) {
      return true;
    }
    try {
      return isDefinition(wanted, PipelineDefinition.ofJson(said));
    } catch (IllegalArgumentException none) {
      LOG.debug("no definition", none);
      return false;
    }
  }

  /** Whether a definition is of a pipeline, however it is written. */
  static boolean isDefinition(String wanted, Pipeline pipeline) {
    try {
      return PipelineDefinition.ofJson(wanted).equals(pipeline);
    } catch (IllegalArgumentException none) {
      LOG.debug("no definition", none);
      return false;
    }
  }

  /**
   * Refuses to build on a change of which nobody can say whether it holds: no instance has it in
   * use, and some did not answer yet. While none has answered, the pipeline's definition counts
   * alone: wishes for versions may be said one after the other.
   *
   * @param now the time in ms; an instance that is silent for {@link #WAIT_MILLIS} is taken for
   *     gone
   * @throws RefusedChangeException that names them
   */
  static void require(ModelsState state, String pipeline, long now) throws RefusedChangeException {
    Optional<Wire.PipelineModels> asked =
        state
            .wanted(pipeline)
            .filter(one -> !one.getRemoved() && !ModelsState.isLeftToConfiguration(one));
    boolean isAnswered = isAnswered(state, pipeline);
    if (asked.isEmpty()
        || state.answers(pipeline).stream()
            .anyMatch(
                said -> isAnswered ? isInUse(asked.get(), said) : isAsDefined(asked.get(), said))) {
      return;
    }
    List<String> silent =
        state.answersTo(asked.get()).entrySet().stream()
            .filter(one -> one.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    if (!silent.isEmpty() && now - asked.get().getChangedAtMs() < WAIT_MILLIS) {
      throw new RefusedChangeException(
          "what was asked of pipeline "
              + pipeline
              + " at "
              + Instant.ofEpochMilli(asked.get().getChangedAtMs())
              + " is in use nowhere and not answered by "
              + silent
              + " yet: ask again once it is (./spectra pipelines status), or after "
              + WAIT_MILLIS / 1000
              + " s where an instance is gone");
    }
  }

  /** Whether an instance has answered the newest change of a pipeline. */
  static boolean isAnswered(ModelsState state, String pipeline) {
    return state
        .wanted(pipeline)
        .filter(
            asked ->
                state.answers(pipeline).stream()
                    .anyMatch(said -> said.getAnswersChangeMs() == asked.getChangedAtMs()))
        .isPresent();
  }

  /**
   * The keys of pipelines of which nothing needs to be remembered: they were left to the
   * configuration, and all instances have answered that theirs names none.
   *
   * @param but the pipeline that is spoken of again
   */
  static Set<String> keysToForget(ModelsState state, String but) {
    Set<String> keys = new TreeSet<>();
    for (Wire.PipelineModels one : state.wanted()) {
      if (!ModelsState.isLeftToConfiguration(one) || one.getPipeline().equals(but)) {
        continue;
      }
      Map<String, Optional<Wire.InstanceModels>> said = state.answersTo(one);
      if (!said.isEmpty()
          && said.values().stream()
              .allMatch(answer -> answer.filter(Wire.InstanceModels::getAbsent).isPresent())) {
        keys.add(ModelsState.key(one.getPipeline()));
        said.keySet().forEach(instance -> keys.add(ModelsState.key(instance, one.getPipeline())));
      }
    }
    return keys;
  }
}
