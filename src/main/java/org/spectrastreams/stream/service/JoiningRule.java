package org.spectrastreams.stream.service;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.config.ConfigKey;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.control.ModelsState;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.wire.proto.Wire;

/**
 * An instance joins others only with the pipelines that they have: records go to instances by their
 * partitions, whatever pipeline they name, so one that lacks a pipeline would reject its share, and
 * the image would never be complete.
 *
 * <p>What the others have is what they say on the topic of models; of those that were killed and
 * are gone, which the group of consumers tells, nothing counts.
 */
final class JoiningRule {
  private static final Logger LOG = LoggerFactory.getLogger(JoiningRule.class);
  private static final long ANSWER_SECONDS = 10;

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
    Map<String, Wire.InstanceModels> others = new TreeMap<>();
    for (String pipeline : said.pipelines()) {
      said.answers(pipeline).stream()
          .filter(answer -> !answer.getInstance().equals(instance) && !answer.getAbsent())
          .filter(answer -> isOf(answer.getInstance(), alive))
          .findFirst()
          .ifPresent(answer -> others.put(pipeline, answer));
    }
    Set<String> lacking = new TreeSet<>(others.keySet());
    lacking.removeAll(own.names());
    if (!lacking.isEmpty()) {
      String first = lacking.iterator().next();
      refuse(config, lacking, others.get(first), own.absence(first));
    }
    Set<String> ahead = new TreeSet<>(own.names());
    ahead.removeAll(others.keySet());
    if (!others.isEmpty() && !ahead.isEmpty()) {
      LOG.warn(
          "other instances do not have the pipelines {} yet: records for them that reach such an"
              + " instance are rejected as unknown-pipeline; send them again when all have it"
              + " (./spectra resend --reason unknown-pipeline)",
          ahead);
    }
  }

  private static void refuse(
      ServiceConfig config,
      Set<String> lacking,
      Wire.InstanceModels other,
      Optional<Deployment.Absence> absence) {
    String what =
        "this instance lacks the pipelines "
            + lacking
            + ", which instance "
            + other.getInstance()
            + (other.getHost().isEmpty() ? "" : " on " + other.getHost())
            + " has: its share of their records would be rejected"
            + absence.map(known -> " (" + known.why() + ")").orElse("");
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

  /** The members of a group by what they call themselves; empty where there is no such group. */
  private static Set<String> alive(Admin admin, String group) {
    try {
      return admin
          .describeConsumerGroups(Set.of(group))
          .all()
          .get(ANSWER_SECONDS, TimeUnit.SECONDS)
          .get(group)
          .members()
          .stream()
          .map(MemberDescription::groupInstanceId)
          .flatMap(Optional::stream)
          .collect(Collectors.toSet());
    } catch (ExecutionException | TimeoutException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Set.of();
      }
      throw new ServiceStartException(
          "who else is in the group " + group + " cannot be told: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceStartException("interrupted while the group " + group + " was read", e);
    }
  }

  /** Every thread of an instance is a member of its own: the instance's id, a dash, a number. */
  private static boolean isOf(String instance, Set<String> members) {
    return members.stream().anyMatch(member -> member.startsWith(instance + "-"));
  }
}
