package org.spectrastreams.stream.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.wire.Packed;

/**
 * What the group still holds of this instance's last process. One that was killed and comes back at
 * once is given what it had, and nobody works out anew what there is to do: that makes it fast.
 * Where the topology is another one by now, as that of another version is, nobody would make the
 * topics of its stores either, and its threads would wait for them for ever. So the instance then
 * leaves the group before it joins.
 */
final class FormerMember {
  private static final Logger LOG = LoggerFactory.getLogger(FormerMember.class);

  private FormerMember() {}

  /**
   * Leaves the group where this instance last ran another topology; before its threads start.
   *
   * @param settings of the threads that are to run it
   * @throws ServiceStartException if the group cannot be asked, or the folder not be written
   */
  static void leaveIfOutgrown(Topology topology, Properties settings) {
    String group = settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    Path state = Path.of(settings.getProperty(StreamsConfig.STATE_DIR_CONFIG));
    Path known = state.resolve(group + ".topology");
    String now =
        HexFormat.of()
            .formatHex(
                Packed.sha256(topology.describe().toString().getBytes(StandardCharsets.UTF_8)));
    try {
      // Bytes: what a crash left there need not be text.
      if (Files.exists(known)
          && Arrays.equals(Files.readAllBytes(known), now.getBytes(StandardCharsets.UTF_8))) {
        return;
      }
      if (Files.exists(state.resolve(group))) {
        leave(group, settings);
      }
      Files.createDirectories(state);
      Files.writeString(known, now);
    } catch (IOException e) {
      throw new ServiceStartException("the state folder cannot be used: " + e, e);
    }
  }

  private static void leave(String group, Properties settings) {
    String instance =
        settings.getProperty(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    try (Admin admin =
        Admin.create(new StreamsConfig(settings).getAdminConfigs(group + "-start"))) {
      List<MemberToRemove> own =
          GroupMembers.ids(admin, group, GroupMembers.ANSWER_SECONDS).stream()
              .filter(id -> GroupMembers.isOf(instance, id))
              .map(MemberToRemove::new)
              .toList();
      if (!own.isEmpty()) {
        LOG.info("this instance last ran another topology of {}: it joins as a new member", group);
        admin
            .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions(own))
            .all()
            .get(GroupMembers.ANSWER_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new ServiceStartException(
          "the group " + group + " cannot be asked who is in it: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceStartException("interrupted while the group was asked", e);
    }
  }
}
