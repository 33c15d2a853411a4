package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spectrastreams.stream.control.SaidOnTopic;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.PipelineDefinition;
import org.spectrastreams.wire.proto.Wire;

/** Which pipelines an instance lacks that wants to join another, called other. */
class JoiningRuleTest {
  private final SaidOnTopic topic = new SaidOnTopic();

  private static Deployment own(long definedAt, String... names) {
    return Deployment.of(
        Stream.of(names)
            .map(name -> PipelineDefinition.ofJson("{\"name\":\"" + name + "\"}"))
            .map(pipeline -> LoadedPipeline.of(pipeline, Optional.empty(), definedAt))
            .toList());
  }

  private void otherHas(String pipeline, long definedAt) {
    topic.answered(
        Wire.InstanceModels.newBuilder()
            .setInstance("other")
            .setPipeline(pipeline)
            .setDefinedAtMs(definedAt)
            .build());
  }

  private Wire.PipelineModels.Builder wanted(String pipeline, long changedAt) {
    return Wire.PipelineModels.newBuilder().setPipeline(pipeline).setChangedAtMs(changedAt);
  }

  private Set<String> lacking(Deployment own) {
    return JoiningRule.lacking(topic.state(), "other"::equals, own).keySet();
  }

  @Test
  void shouldLackWhatAnInstanceThatRunsHasAndNoOther() {
    otherHas("p", 0);
    otherHas("q", 0);
    assertThat(lacking(own(0, "p"))).containsExactly("q");
    assertThat(lacking(own(0, "p", "q", "r"))).isEmpty();
    assertThat(JoiningRule.lacking(topic.state(), instance -> false, own(0, "p"))).isEmpty();
  }

  @Test
  void shouldLackAPipelineOfWhichItServesAnOlderDefinition() {
    topic.wanted(wanted("p", 9).setDefinedAtMs(9).setDefinition("{}").build());
    otherHas("p", 9);
    assertThat(lacking(own(4, "p"))).containsExactly("p");
    assertThat(lacking(own(9, "p"))).isEmpty();
  }

  @Test
  void shouldNotWaitForInstancesThatHaveNotHeardOfAChange() {
    topic.wanted(wanted("p", 9).setDefinedAtMs(9).setDefinition("{}").build());
    otherHas("p", 4);
    assertThat(lacking(own(9, "p"))).as("it is ahead").isEmpty();
    topic.wanted(wanted("gone", 9).setRemoved(true).build());
    otherHas("gone", 4);
    topic.wanted(wanted("reset", 9).build());
    otherHas("reset", 4);
    assertThat(lacking(own(9, "p"))).isEmpty();
    otherHas("reset", 0);
    assertThat(lacking(own(9, "p"))).as("the other's files have it").containsExactly("reset");
  }

  @Test
  void shouldLackNothingOfAnEmptyTopic() {
    assertThat(lacking(Deployment.of(List.of()))).isEmpty();
  }
}
