package org.spectrastreams.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.spectrum.Outcome;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.wire.block.BlockDecoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.json.ExplanationJson;
import org.spectrastreams.wire.json.ResultJson;
import org.spectrastreams.wire.json.TileJson;
import org.spectrastreams.wire.proto.Wire;

/** Records as earlier versions wrote them say today what they said then. */
class StoredMessagesTest {
  private static byte[] stored(String version, String message) throws IOException {
    String name = "/golden/messages/" + version + "/" + message + ".binpb";
    try (InputStream in = StoredMessagesTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** Fields are only added: those of the last version keep number, type and name. */
  @Test
  void shouldKeepEveryFieldOfTheLastVersion() throws IOException {
    FileDescriptorProto then = FileDescriptorSet.parseFrom(stored("0.1.0", "contract")).getFile(0);
    FileDescriptorProto now = Wire.getDescriptor().toProto();
    assertThat(now.getPackage()).isEqualTo(then.getPackage());
    assertThat(then.getMessageTypeList()).hasSizeGreaterThan(10);
    for (DescriptorProto message : then.getMessageTypeList()) {
      List<String> fields =
          now.getMessageTypeList().stream()
              .filter(found -> found.getName().equals(message.getName()))
              .flatMap(found -> found.getFieldList().stream())
              .map(StoredMessagesTest::contract)
              .toList();
      assertThat(fields)
          .as(message.getName())
          .containsAll(message.getFieldList().stream().map(StoredMessagesTest::contract).toList());
    }
    for (EnumDescriptorProto values : then.getEnumTypeList()) {
      List<EnumValueDescriptorProto> known =
          now.getEnumTypeList().stream()
              .filter(found -> found.getName().equals(values.getName()))
              .flatMap(found -> found.getValueList().stream())
              .toList();
      assertThat(known).as(values.getName()).containsAll(values.getValueList());
    }
  }

  private static String contract(FieldDescriptorProto field) {
    return String.join(
        " ",
        field.getName(),
        String.valueOf(field.getNumber()),
        field.getLabel().name(),
        field.getType().name(),
        field.getTypeName());
  }

  @Test
  void shouldReadABlockOfTheLastVersion() throws Exception {
    RawBlock block = new BlockDecoder(BlockLimits.DEFAULT).decode(stored("0.1.0", "SpectrumBlock"));

    assertThat(block.pipeline()).isEqualTo("tissue");
    assertThat(block.imageId()).isEqualTo("section-7");
    assertThat(block.geometry()).contains(new ImageGeometry(3, 2, 5.5));
    assertThat(block.sequence()).isEqualTo(1);
    assertThat(block.generation()).isZero();
    assertThat(block.acquiredAtMillis()).isEqualTo(1_700_000_000_000L);
    assertThat(block.simulated()).isTrue();
    SpectralAxis axis = block.spectra().axis();
    assertThat(List.of(axis.at(0), axis.at(1), axis.at(2), axis.at(3)))
        .containsExactly(1000.0, 1004.0, 1008.0, 1012.0);
    // That version knew wavenumbers and Raman shifts apart by the quantity alone.
    assertThat(axis.kind()).isEqualTo(AxisKind.WAVENUMBER);
    assertThat(block.spectra().second()).isEmpty();
    assertThat(block.spectra().truth()).isEmpty();
    assertThat(block.spectra().quantity()).isEqualTo(Quantity.ABSORBANCE);
    assertThat(block.spectra().x()).containsExactly(0, 1);
    assertThat(block.spectra().y()).containsExactly(1, 1);
    assertThat(block.spectra().intensities())
        .containsExactly(0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.25f, 0.125f, 0.0625f);
  }

  @Test
  void shouldReadAResultOfTheLastVersion() throws Exception {
    ResultView result = ResultView.parse(stored("0.1.0", "ResultBlock"));

    assertThat(result.count()).isEqualTo(2);
    assertThat(result.isCalibrated()).isFalse();
    Outcome first = result.outcomes().outcome(0).orElseThrow();
    assertThat(((Outcome.OneClass) first).name()).isEqualTo("cancerous");
    assertThat(result.confidence(0)).isEqualTo(0.625f);
    assertThat(result.agreement(0)).isEqualTo(0.75f);
    assertThat(result.memberVotes(0)).containsExactly(1, 1, 0, 1);
    assertThat(result.activationMap(0)).containsExactly(-1, 4, 9, 14);
    assertThat(result.limeMap(0)).containsExactly(1, 0.75f, 0.5f, 0.25f);
    assertThat(result.limeBands(0)).extracting(band -> band.weight()).containsExactly(0.5f, -0.25f);
    assertThat(result.context(0)).isEqualTo(5);
    assertThat(result.contradicts(0)).isTrue();
    assertThat(result.isOutsideContext(0)).isTrue();
    // A spectrum with a flag has no class, as it then had none.
    assertThat(result.predictedClass(1)).isEqualTo(Sentinels.NO_CLASS);
    assertThat(result.qualityFlags(1)).containsExactly("ALL_ZERO");
    assertThat(result.outcomes().outcome(1).orElseThrow())
        .isInstanceOfSatisfying(
            Outcome.NotJudged.class,
            none -> assertThat(none.reason()).isEqualTo(NotJudgedReason.QUALITY));
    assertThat(ResultJson.of(result, 0, true).get("source").get("offset").asLong()).isEqualTo(42);
    assertThat(ResultJson.of(result, 1, true).get("class").isNull()).isTrue();
  }

  @Test
  void shouldReadTilesAndStatesOfTheLastVersion() throws Exception {
    Wire.MapTile tile = Wire.MapTile.parseFrom(stored("0.1.0", "MapTile"));
    assertThat(TileJson.of(tile).get("values")).hasToString("[null,null,null,1,-1,null]");
    Wire.ImageStatus status = Wire.ImageStatus.parseFrom(stored("0.1.0", "ImageStatus"));
    assertThat(TileJson.of(status).get("state").asText()).isEqualTo("scanning");
    assertThat(TileJson.of(status).get("classes")).hasToString("{\"healthy\":0,\"cancerous\":1}");
    assertThat(TileJson.of(status).get("notJudged")).isEmpty();
    assertThat(status.getUnknownFields().asMap()).isEmpty();
  }

  @Test
  void shouldReadQuestionsAndAnswersOfTheLastVersion() throws Exception {
    ExplanationQuestion question =
        ExplanationQuestion.of(ExplanationQuestion.decode(stored("0.1.0", "ExplanationRequest")));
    assertThat(question.method().id()).isEqualTo("lime");
    assertThat(question.samples()).isEqualTo(400);
    assertThat(question.seed()).isEqualTo(9);

    ExplanationView answer = ExplanationView.parse(stored("0.1.0", "ExplanationAnswer"));
    assertThat(answer.weights()).containsExactly(0, 0.5f, 0, -0.25f);
    assertThat(answer.departure()).isEmpty();
    assertThat(ExplanationJson.of(answer, true).at("/bands/0/direction").isNull()).isTrue();
    assertThat(ExplanationJson.of(answer, true).at("/context/outside").asBoolean()).isTrue();
    assertThat(ExplanationJson.of(answer, true).at("/unreliableMethods/0/value").asDouble())
        .isEqualTo(0.25);
  }

  @Test
  void shouldReadPlanesLabelsAndReadings() throws Exception {
    RawBlock plane =
        new BlockDecoder(BlockLimits.DEFAULT).decode(stored("unreleased", "SpectrumBlock"));
    assertThat(plane.spectra().axis().kind()).isEqualTo(AxisKind.CHEMICAL_SHIFT);
    assertThat(plane.spectra().second().orElseThrow().at(1)).isEqualTo(90);
    assertThat(plane.spectra().truth().orElseThrow().names()).containsExactly("glucose");
    assertThat(plane.generation()).isEqualTo(1_700_000_000_001L);

    ResultView result = ResultView.parse(stored("unreleased", "ResultBlock"));
    Outcome labels = result.outcomes().outcome(0).orElseThrow();
    assertThat(((Outcome.Labels) labels).present()).containsExactly("glucose");
    assertThat(result.outcomes().notJudged(1).orElseThrow().id()).isEqualTo("outside-domain");
    assertThat(result.outcomes().fit(1)).isEqualTo(3);
    assertThat(result.reading(0, 0)).isEqualTo(20);

    Wire.MapTile tile = Wire.MapTile.parseFrom(stored("unreleased", "MapTile"));
    assertThat(tile.getImageBegunMs()).isEqualTo(1_700_000_000_100L);
    assertThat(TileJson.of(tile).get("values")).hasToString("[0.75,null]");
    Wire.ImageStatus status = Wire.ImageStatus.parseFrom(stored("unreleased", "ImageStatus"));
    assertThat(TileJson.of(status).get("labels")).hasToString("{\"glucose\":1,\"lactate\":0}");
    assertThat(TileJson.of(status).get("notJudged")).hasToString("{\"outside-domain\":1}");

    ExplanationView answer = ExplanationView.parse(stored("unreleased", "ExplanationAnswer"));
    assertThat(answer.departure().orElseThrow().values()).containsExactly(0.125f, -0.5f, 0, 0.25f);
  }
}
