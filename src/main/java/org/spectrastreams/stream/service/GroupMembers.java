package org.spectrastreams.stream.service;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Who is in the group of the instances: every thread is a member with an id of its own. */
final class GroupMembers {
  /** As long as topics are waited for: the first to ask has the broker make a topic for groups. */
  static final long ANSWER_SECONDS = 60;

  private GroupMembers() {}

  /** The members of a group by what they call themselves; empty where there is no such group. */
  static Set<String> ids(Admin admin, String group, long seconds)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      return admin
          .describeConsumerGroups(Set.of(group))
          .all()
          .get(seconds, TimeUnit.SECONDS)
          .get(group)
          .members()
          .stream()
          .map(MemberDescription::groupInstanceId)
          .flatMap(Optional::stream)
          .collect(Collectors.toSet());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Set.of();
      }
      throw e;
    } catch (TimeoutException silent) {
      TimeoutException said = new TimeoutException("no broker answered within " + seconds + " s");
      said.initCause(silent);
      throw said;
    }
  }

  /** Whether a member is a thread of an instance: the instance's id, a dash, a number. */
  static boolean isOf(String instance, String member) {
    return member.startsWith(instance + "-");
  }
}
