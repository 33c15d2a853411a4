package org.spectrastreams.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/**
 * Reads the topics of a run that has ended and says what does not hold: every record of the raw
 * topic has one outcome, a result or a dead letter; every pixel of every image has one result; maps
 * and image states are what the results say; every result is of a version that was in use for its
 * block, and is what that version says of it.
 */
public final class Verifier {
  private static final byte UNSEEN = -2;

  private final Topics topics;
  private final ServiceConfig config;
  private final Switches switches;
  private final int rescoreEvery;
  private final Map<String, Integer> outcomes = new HashMap<>();
  private final Map<String, Integer> letters = new TreeMap<>();
  private final Map<String, Integer> versions = new TreeMap<>();
  private final Map<String, BlockScorer> scorers = new HashMap<>();
  private final byte[][] classes;
  private int records;
  private int results;
  private int doubledPixels;
  private int otherVersion;
  private int otherAnswer;
  private int rescored;

  private Verifier(Path folder, int images, int rescoreEvery) throws Exception {
    this.config = ServiceConfig.load(null, Map.of("SPECTRA_HOME", folder.toString()), Map.of());
    this.topics = config.topics();
    this.switches = Switches.read(folder.resolve("switches.jsonl"));
    this.rescoreEvery = rescoreEvery;
    this.classes = new byte[images][Workload.SIDE * Workload.SIDE];
    for (byte[] image : classes) {
      Arrays.fill(image, UNSEEN);
    }
  }

  /**
   * Prints what was found as one JSON object; exit status 0 where everything holds.
   *
   * @param args bootstrap servers, folder of the run, images, every how many-th result is computed
   *     again
   */
  public static void main(String[] args) throws Exception {
    Verifier verifier =
        new Verifier(Path.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    try (TestClients clients = new TestClients(Map.of("bootstrap.servers", args[0]))) {
      System.exit(verifier.run(clients) ? 0 : 1);
    }
  }

  private boolean run(TestClients clients) throws Exception {
    clients.readToEnd(
        topics.raw(),
        record -> {
          records++;
          outcomes.put(place(record.partition(), record.offset()), 0);
        });
    clients.readToEnd(topics.results(), this::take);
    clients.readToEnd(topics.deadLetter(), this::takeLetter);
    scorers.values().forEach(BlockScorer::close);
    long lost = outcomes.values().stream().filter(count -> count == 0).count();
    long doubled = outcomes.values().stream().filter(count -> count > 1).count();
    int lostPixels = 0;
    for (byte[] image : classes) {
      for (byte pixel : image) {
        lostPixels += pixel == UNSEEN ? 1 : 0;
      }
    }
    Map<String, byte[]> maps = new HashMap<>();
    clients.readToEnd(topics.maps(), record -> maps.put(TestClients.key(record), record.value()));
    Map<String, byte[]> images = new HashMap<>();
    clients.readToEnd(
        topics.images(), record -> images.put(TestClients.key(record), record.value()));
    int wrongOnMaps = 0;
    int wrongStates = 0;
    for (int image = 0; image < classes.length; image++) {
      wrongOnMaps += wrongOnMap(image, maps);
      wrongStates += isTrue(image, images) ? 0 : 1;
    }
    boolean holds =
        lost
                + doubled
                + lostPixels
                + doubledPixels
                + wrongOnMaps
                + wrongStates
                + otherVersion
                + otherAnswer
            == 0;
    ObjectMapper json = new ObjectMapper();
    ObjectNode said = json.createObjectNode();
    said.put("holds", holds).put("records", records).put("results", results);
    said.put("pixels", classes.length * Workload.SIDE * Workload.SIDE);
    said.put("lostRecords", lost).put("doubledRecords", doubled);
    said.put("lostPixels", lostPixels).put("doubledPixels", doubledPixels);
    said.put("pixelsOtherOnMaps", wrongOnMaps).put("imagesOfWrongState", wrongStates);
    said.put("resultsOfVersionNotInUse", otherVersion);
    said.put("resultsComputedAgain", rescored).put("otherwiseThanItsVersionSays", otherAnswer);
    said.put("switches", switches.switches().size() - 1);
    said.set("resultsByVersion", json.valueToTree(versions));
    said.set("deadLetters", json.valueToTree(letters));
    System.out.println(said);
    return holds;
  }

  private static String place(int partition, long offset) {
    return partition + "/" + offset;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      ResultView result = ResultView.parse(record.value());
      Wire.Provenance provenance = result.block().getProvenance();
      String version = provenance.getModelVersion();
      results++;
      versions.merge(version, 1, Integer::sum);
      outcomes.merge(
          place(provenance.getSourcePartition(), provenance.getSourceOffset()), 1, Integer::sum);
      if (!switches
          .allowed(
              provenance.getSourcePartition(),
              provenance.getSourceOffset(),
              record.partition(),
              record.offset())
          .contains(version)) {
        otherVersion++;
      }
      int image = Workload.number(result.block().getImageId());
      if (image >= 0 && image < classes.length) {
        for (int i = 0; i < result.count(); i++) {
          int pixel = result.block().getY(i) * Workload.SIDE + result.block().getX(i);
          doubledPixels += classes[image][pixel] == UNSEEN ? 0 : 1;
          classes[image][pixel] = (byte) result.predictedClass(i);
        }
        if (results % rescoreEvery == 0) {
          rescored++;
          otherAnswer += saysItsVersion(result.block()) ? 0 : 1;
        }
      }
    } catch (RejectedRecordException e) {
      throw new AssertionError(e);
    }
  }

  private boolean saysItsVersion(Wire.ResultBlock result) throws RejectedRecordException {
    BlockScorer scorer =
        scorers.computeIfAbsent(result.getProvenance().getModelVersion(), this::open);
    return TestModels.withoutPlace(
            scorer.score(
                Workload.block(result.getImageId(), result.getSequence()), BlockScorer.Place.NONE))
        .equals(TestModels.withoutPlace(result));
  }

  private BlockScorer open(String version) {
    try {
      ModelStore store = new ModelStore(config.modelStore());
      LoadedPipeline pipeline =
          LoadedPipeline.load(
              Pipelines.load(config.pipelinesDir()).find("scored").orElseThrow(), store);
      return BlockScorer.open(pipeline.with(store.open("untrained@" + version)), Device.CPU);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void takeLetter(ConsumerRecord<byte[], byte[]> record) {
    letters.merge(header(record, DeadLetters.REASON), 1, Integer::sum);
    outcomes.merge(
        place(
            Integer.parseInt(header(record, DeadLetters.PARTITION)),
            Long.parseLong(header(record, DeadLetters.OFFSET))),
        1,
        Integer::sum);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return DeadLetters.text(record.headers(), name).orElseThrow();
  }

  /** Pixels of an image whose class on the map is not that of their result. */
  private int wrongOnMap(int image, Map<String, byte[]> maps)
      throws InvalidProtocolBufferException {
    int wrong = 0;
    Map<String, Wire.MapTile> tiles = new HashMap<>();
    for (int y = 0; y < Workload.SIDE; y++) {
      for (int x = 0; x < Workload.SIDE; x++) {
        String key = Workload.image(image) + "/class/" + x / 64 + "/" + y / 64;
        if (!tiles.containsKey(key)) {
          byte[] value = maps.get(key);
          tiles.put(key, value == null ? null : Wire.MapTile.parseFrom(value));
        }
        Wire.MapTile tile = tiles.get(key);
        wrong +=
            tile != null
                    && tile.getValues()
                            .byteAt((y - tile.getY0()) * tile.getWidth() + x - tile.getX0())
                        == classes[image][y * Workload.SIDE + x]
                ? 0
                : 1;
      }
    }
    return wrong;
  }

  private static boolean isTrue(int image, Map<String, byte[]> images) {
    byte[] value = images.get(Workload.image(image));
    return value != null
        && status(value).getState() == Wire.ImageState.COMPLETE
        && status(value).getSeen() == Workload.SIDE * Workload.SIDE;
  }

  static Wire.ImageStatus status(byte[] value) {
    try {
      return value == null
          ? Wire.ImageStatus.getDefaultInstance()
          : Wire.ImageStatus.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
