package org.spectrastreams.stream.maps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spectrastreams.stream.maps.ImageMap.Meeting;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/** What becomes of a result under an image's id, as time passes between them. */
class ImageMapTest {
  private static Wire.ResultBlock.Builder block(long generation, int bands, long defined) {
    return Wire.ResultBlock.newBuilder()
        .setImageId("img")
        .setPipeline("p")
        .setGeneration(generation)
        .setWidth(2)
        .setHeight(1)
        .addX(0)
        .addY(0)
        .setQuality(Packed.shorts(new short[1]))
        .setProvenance(
            Wire.Provenance.newBuilder().setBandsDigest(bands).setPipelineDefinedAtMs(defined));
  }

  private static ImageMap half(Wire.ResultBlock.Builder first) throws RejectedRecordException {
    ResultView view = ResultView.of(first.build());
    ImageMap image = ImageMap.begin(MapLayers.found(), view, Optional.empty(), 1);
    image.enter(view, index -> image.tile(index, null), 1);
    return image;
  }

  private static Meeting meets(ImageMap image, Wire.ResultBlock.Builder next)
      throws RejectedRecordException {
    return image.meet(ResultView.of(next.build()));
  }

  @Test
  void shouldKeepWhatWasMappedOfAScanThoughItsPipelineIsChangedAndTheImageTimesOut()
      throws Exception {
    ImageMap image = half(block(7, 11, 0));
    assertThat(meets(image, block(7, 12, 5))).isEqualTo(Meeting.STRANGER);
    assertThat(meets(image, block(7, 11, 5))).as("a new title").isEqualTo(Meeting.PART);
    image.finish(Wire.ImageState.INCOMPLETE, 100);
    assertThat(meets(image, block(7, 12, 5))).as("other bands").isEqualTo(Meeting.STRANGER);
    assertThat(meets(image, block(7, 11, 5).addQualityNames("q")))
        .as("another kind of result")
        .isEqualTo(Meeting.STRANGER);
    assertThat(meets(image, block(8, 12, 5))).as("the next scan").isEqualTo(Meeting.SUCCESSOR);
    assertThat(meets(image, block(7, 12, 5).setPipeline("q"))).isEqualTo(Meeting.SUCCESSOR);
  }

  @Test
  void shouldMakeRoomForOtherBandsWhereNobodySaysWhichScanABlockIsOf() throws Exception {
    ImageMap image = half(block(0, 11, 0));
    assertThat(meets(image, block(0, 12, 5))).isEqualTo(Meeting.STRANGER);
    image.finish(Wire.ImageState.INCOMPLETE, 100);
    assertThat(meets(image, block(0, 12, 5))).isEqualTo(Meeting.SUCCESSOR);
  }

  @Test
  void shouldNotMixBandsWithAnInstanceThatTellsNoneOnceThePipelineIsDefinedAnew() throws Exception {
    ImageMap configured = half(block(7, 11, 0));
    assertThat(meets(configured, block(7, 0, 0))).as("an upgrade").isEqualTo(Meeting.PART);
    ImageMap changed = half(block(7, 12, 5));
    assertThat(meets(changed, block(7, 0, 0))).isEqualTo(Meeting.STRANGER);
  }
}
