package org.spectrastreams.stream.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelTask;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.Outcome;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.scoring.TestTopology;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/** Models whose task is not one class of many. */
class LabelsOrValueIT {
  private static final ModelTask THRESHOLDS = new ModelTask(List.of(0.2f, 0.3f, 0.9f), "");

  @TempDir Path folder;

  @Test
  void shouldScoreLabelsByTheMeanOfTheMembersAgainstTheManifestsThresholds()
      throws IOException, RejectedRecordException {
    ServiceConfig config = TestModels.write(folder);
    ModelManifest manifest =
        RandomModels.manifest(
                new ModelId("groups", "1.0.0"),
                TestModels.AXIS,
                TestModels.CLASSES,
                TestModels.MEMBERS)
            .withTask(OutcomeKind.LABELS, THRESHOLDS);
    RandomModels.write(config.modelStore(), manifest);
    Files.writeString(
        config.pipelinesDir().resolve("groups.yaml"), "name: groups\nmodel: groups\n");

    try (TestTopology topology = new TestTopology(config, folder.resolve("state"))) {
      topology.send(TestModels.line("groups", "img", 40, 3, 5, 1, 4));
      topology.send(TestModels.line("scored", "other", 40, 3, 5, 1, 4));
      List<Wire.ResultBlock> results = topology.results();
      ResultView labelled = ResultView.of(results.get(0));
      ResultView classes = ResultView.of(results.get(1));

      for (int i = 0; i < labelled.count(); i++) {
        Outcome.Labels found = (Outcome.Labels) labelled.outcomes().outcome(i).orElseThrow();
        float[] means = classes.meanProbabilities(i);
        for (int l = 0; l < means.length; l++) {
          // The same weights under both tasks, averaged in single and in double precision.
          assertThat((float) found.labels().get(l).score()).isCloseTo(means[l], within(1e-6f));
          assertThat((float) found.labels().get(l).threshold())
              .isEqualTo(THRESHOLDS.thresholds().get(l));
        }
      }
      assertThat(labelled.classes()).isZero();
      assertThat(labelled.block().hasActivationMaps()).isFalse();
      assertThat(labelled.block().getQuality().size()).isEqualTo(8);
    }
  }

  @Test
  void shouldKeepItsTaskInTheManifestAndTakeManifestsWithout() {
    ModelManifest plain =
        RandomModels.manifest(
            new ModelId("groups", "1.0.0"),
            TestModels.AXIS,
            TestModels.CLASSES,
            TestModels.MEMBERS);
    ModelManifest labels = plain.withTask(OutcomeKind.LABELS, THRESHOLDS);

    assertThat(ModelManifest.fromJson(labels.toJson()).outcome()).isEqualTo(OutcomeKind.LABELS);
    assertThat(ModelManifest.fromJson(labels.toJson()).answer()).isEqualTo(THRESHOLDS);
    String earlier =
        new String(plain.toJson(), StandardCharsets.UTF_8)
            .replaceFirst("(?s)\"answer\" : \\{.*?\\},", "");
    assertThat(earlier).doesNotContain("thresholds");
    assertThat(ModelManifest.fromJson(earlier.getBytes(StandardCharsets.UTF_8)).outcome())
        .isEqualTo(OutcomeKind.ONE_CLASS);
  }

  @Test
  void shouldRefuseATaskWhoseNeedsAreNotMet() {
    ModelManifest plain =
        RandomModels.manifest(
            new ModelId("groups", "1.0.0"),
            TestModels.AXIS,
            TestModels.CLASSES,
            TestModels.MEMBERS);
    for (ModelTask wrong :
        List.of(
            ModelTask.CLASSIFICATION,
            new ModelTask(List.of(0.5f), ""),
            new ModelTask(List.of(0.5f, 0.5f, Float.NaN), ""))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> plain.withTask(OutcomeKind.LABELS, wrong))
          .withMessageContaining("for task 'labels' with 3 classes");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.withTask(OutcomeKind.VALUE, new ModelTask(List.of(), "%")))
        .withMessageContaining("one class for a value");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.withTask(OutcomeKind.ONE_CLASS, THRESHOLDS));
  }
}
