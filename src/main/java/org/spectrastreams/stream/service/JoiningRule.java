package org.spectrastreams.stream.service;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.config.ConfigKey;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.control.ModelsState;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.wire.proto.Wire;

/**
 * An instance joins others only with the pipelines that they have, as they have them: records go to
 * instances by their partitions, whatever pipeline they name, so one that lacks a pipeline would
 * reject its share, and the image would never be complete.
 *
 * <p>What the others have is what they say on the topic of models; of those that were killed and
 * are gone, which the group of consumers tells, nothing counts.
 */
final class JoiningRule {
  private static final Logger LOG = LoggerFactory.getLogger(JoiningRule.class);

  private JoiningRule() {}

  /**
   * Refuses an instance that lacks what others have, and warns of what they lack.
   *
   * @param said what all instances say, read to its end
   * @param instance this one's id
   * @param own its pipelines, and why it lacks others
   * @throws ServiceStartException if it lacks one, unless the configuration allows that, or the
   *     group cannot be read
   */
  static void require(
      ServiceConfig config, Admin admin, ModelsState said, String instance, Deployment own) {
    Set<String> alive = alive(admin, config.applicationId());
    Predicate<String> other = one -> !one.equals(instance) && isOf(one, alive);
    Map<String, Wire.InstanceModels> lacking = lacking(said, other, own);
    if (!lacking.isEmpty()) {
      refuse(config, lacking, own);
    }
    Set<String> others =
        said.pipelines().stream()
            .filter(one -> having(said, one).anyMatch(has -> other.test(has.getInstance())))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> ahead = new TreeSet<>(own.names());
    ahead.removeAll(others);
    if (!others.isEmpty() && !ahead.isEmpty()) {
      LOG.warn(
          "other instances do not have the pipelines {} yet: records for them that reach such an"
              + " instance are rejected as unknown-pipeline; send them again when all have it"
              + " (./spectra resend --reason unknown-pipeline)",
          ahead);
    }
  }

  private static Stream<Wire.InstanceModels> having(ModelsState said, String pipeline) {
    return said.answers(pipeline).stream().filter(answer -> !answer.getAbsent());
  }

  /**
   * The pipelines that an instance lacks and another has, or has by an older definition than the
   * one that is wanted and that another serves; each with that other. A pipeline that the topic
   * takes out of service is lacked by nobody, though others may not have heard of it yet.
   *
   * @param other which instances count
   */
  static Map<String, Wire.InstanceModels> lacking(
      ModelsState said, Predicate<String> other, Deployment own) {
    Map<String, Wire.InstanceModels> lacking = new TreeMap<>();
    for (String pipeline : said.pipelines()) {
      Optional<Wire.PipelineModels> wanted = said.wanted(pipeline);
      Optional<LoadedPipeline> has = own.active(pipeline);
      if (wanted.filter(Wire.PipelineModels::getRemoved).isEmpty()) {
        having(said, pipeline)
            .filter(answer -> other.test(answer.getInstance()))
            .filter(answer -> !isToBeReset(wanted, answer))
            .filter(answer -> has.isEmpty() || isBehind(has.get(), wanted, answer))
            .findFirst()
            .ifPresent(answer -> lacking.put(pipeline, answer));
      }
    }
    return lacking;
  }

  private static boolean isToBeReset(
      Optional<Wire.PipelineModels> wanted, Wire.InstanceModels answer) {
    return answer.getDefinedAtMs() != 0
        && wanted.filter(ModelsState::isLeftToConfiguration).isPresent();
  }

  private static boolean isBehind(
      LoadedPipeline has, Optional<Wire.PipelineModels> wanted, Wire.InstanceModels answer) {
    return wanted.filter(one -> one.getDefinedAtMs() == answer.getDefinedAtMs()).isPresent()
        && has.definedAtMillis() != answer.getDefinedAtMs();
  }

  private static void refuse(
      ServiceConfig config, Map<String, Wire.InstanceModels> lacking, Deployment own) {
    String first = lacking.keySet().iterator().next();
    Wire.InstanceModels other = lacking.get(first);
    boolean isThere = own.names().contains(first);
    String what =
        "this instance lacks the pipelines "
            + lacking.keySet()
            + ", which instance "
            + other.getInstance()
            + (other.getHost().isEmpty() ? "" : " on " + other.getHost())
            + " has: its share of their records would be "
            + (isThere ? "scored by an older definition of " + first : "rejected")
            + own.absence(first).map(known -> " (" + known.why() + ")").orElse("")
            + (isThere ? " (its log says why the newer one cannot be served)" : "");
    if (!config.joinsLackingPipelines()) {
      throw new ServiceStartException(
          what
              + "; give it their files (pipelines.dir) and models, or, to take them out of service,"
              + " say "
              + ConfigKey.JOIN_LACKING.key()
              + "=allow");
    }
    LOG.warn("{}, as {} allows", what, ConfigKey.JOIN_LACKING.key());
  }

  private static Set<String> alive(Admin admin, String group) {
    try {
      return GroupMembers.ids(admin, group, GroupMembers.ANSWER_SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ServiceStartException(
          "who else is in the group " + group + " cannot be told: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceStartException("interrupted while the group " + group + " was read", e);
    }
  }

  private static boolean isOf(String instance, Set<String> members) {
    return members.stream().anyMatch(member -> GroupMembers.isOf(instance, member));
  }
}
