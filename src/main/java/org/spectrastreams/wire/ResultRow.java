package org.spectrastreams.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.spectrastreams.wire.proto.Wire;

/**
 * One spectrum's result in a {@link Wire.ResultBlock}, unpacked on access.
 *
 * @param block the block
 * @param row the spectrum's number in it, from 0
 */
public record ResultRow(Wire.ResultBlock block, int row) {
  private static final int NO_CLASS = 255;
  private static final int NO_CONTEXT = 0xffff;

  /**
   * One band of an explanation.
   *
   * @param wavenumber its centre, cm⁻¹
   * @param weight the weight there; positive speaks for the predicted class
   */
  public record Band(float wavenumber, float weight) {}

  /** Checks that the row exists. */
  public ResultRow {
    if (row < 0 || row >= block.getXCount()) {
      throw new IndexOutOfBoundsException(
          "row " + row + " of a result block of " + block.getXCount() + " spectra");
    }
  }

  /** The index of the predicted class; −1 where the spectrum got none. */
  public int predictedClass() {
    return classIndex(block.getPredictedClass());
  }

  /** The fraction of the members' votes for each class; empty without a model. */
  public float[] voteFractions() {
    return floats(block.getVoteFractions(), block.getClassNamesCount());
  }

  /** The mean member probability of each class; empty without a model. */
  public float[] meanProbabilities() {
    return floats(block.getMeanProbabilities(), block.getClassNamesCount());
  }

  /** The class each member voted for, −1 for none; empty without a model. */
  public int[] memberVotes() {
    int members = block.getMemberVotes().isEmpty() ? 0 : block.getMembers();
    int[] votes = new int[members];
    for (int m = 0; m < members; m++) {
      int vote = unsignedByte(block.getMemberVotes(), row * members + m);
      votes[m] = vote == NO_CLASS ? -1 : vote;
    }
    return votes;
  }

  /** Mean member probability of the predicted class; NaN without a class. */
  public float confidence() {
    int predicted = predictedClass();
    return predicted < 0 ? Float.NaN : meanProbabilities()[predicted];
  }

  /** Fraction of the votes for the predicted class; NaN without a class. */
  public float agreement() {
    int predicted = predictedClass();
    return predicted < 0 ? Float.NaN : voteFractions()[predicted];
  }

  /** The quality bits, in the order of the block's quality names. */
  public int qualityBits() {
    ByteString quality = block.getQuality();
    return quality.isEmpty() ? 0 : unsignedShort(quality);
  }

  /** The names of the quality flags that are set. */
  public List<String> qualityFlags() {
    List<String> names = new ArrayList<>();
    int bits = qualityBits();
    for (int i = 0; i < block.getQualityNamesCount(); i++) {
      if ((bits & 1 << i) != 0) {
        names.add(block.getQualityNames(i));
      }
    }
    return names;
  }

  /** The spectrum's context; −1 where it has none. */
  public int context() {
    int context = block.getContext().isEmpty() ? NO_CONTEXT : unsignedShort(block.getContext());
    return context == NO_CONTEXT ? -1 : context;
  }

  /** The distance to the context's centroid in latent space; NaN without a context. */
  public float contextDistance() {
    return context() < 0 ? Float.NaN : floatAt(block.getContextDistance(), row);
  }

  /** The index of the class that the context stands for; −1 without a context. */
  public int contextClass() {
    return classIndex(block.getContextClass());
  }

  /** The index of the class that the linearised classifier votes for; −1 without a context. */
  public int linearisedClass() {
    return classIndex(block.getLinearisedClass());
  }

  /** Whether the context stands for another class than the predicted one. */
  public boolean contradicts() {
    return !block.getContradicts().isEmpty() && block.getContradicts().byteAt(row) != 0;
  }

  /** Whether the spectrum lies farther out than 95 % of the context's training spectra. */
  public boolean isOutsideContext() {
    return !block.getOutsideContext().isEmpty() && block.getOutsideContext().byteAt(row) != 0;
  }

  /** The latent mean projected on two axes; empty without a context. */
  public float[] latent() {
    return context() < 0 ? new float[0] : floats(block.getLatent(), 2);
  }

  /** The strongest bands of the amortised LIME weights, strongest first; may be empty. */
  public List<Band> limeBands() {
    return bands(block.getLimeBands());
  }

  private List<Band> bands(Wire.TopBands bands) {
    List<Band> found = new ArrayList<>();
    for (int b = 0; b < bands.getBands(); b++) {
      int index = row * bands.getBands() + b;
      float wavenumber = floatAt(bands.getWavenumbers(), index);
      if (Float.isFinite(wavenumber)) {
        found.add(new Band(wavenumber, floatAt(bands.getWeights(), index)));
      }
    }
    return found;
  }

  /** The strongest bands of the activation map, in its place; may be empty. */
  public List<Band> activationBands() {
    return bands(block.getActivationBands());
  }

  /** The amortised LIME weights over the model's axis; empty where the result has no such map. */
  public float[] limeMap() {
    return map(block.getLimeMaps());
  }

  private int classIndex(ByteString indices) {
    int index = indices.isEmpty() ? NO_CLASS : unsignedByte(indices, row);
    return index == NO_CLASS ? -1 : index;
  }

  private int unsignedShort(ByteString packed) {
    return unsignedByte(packed, 2 * row) | unsignedByte(packed, 2 * row + 1) << 8;
  }

  /** The activation of the predicted class over the model's axis; empty where there is no map. */
  public float[] activationMap() {
    return map(block.getActivationMaps());
  }

  private float[] map(Wire.ActivationMaps maps) {
    int points = maps.getPoints();
    if (points == 0 || predictedClass() < 0) {
      return new float[0];
    }
    float scale = floatAt(maps.getScale(), row);
    float offset = floatAt(maps.getOffset(), row);
    float[] values = new float[points];
    for (int i = 0; i < points; i++) {
      values[i] = offset + scale * unsignedByte(maps.getValues(), row * points + i);
    }
    return values;
  }

  /** The value of the block's band {@code index} for this spectrum; NaN where it has none. */
  public float band(int index) {
    return floatAt(block.getBands(index).getValues(), row);
  }

  /**
   * This result as JSON for programs and people; numbers that do not exist are null.
   *
   * @param withMap whether the activation map is included
   */
  public ObjectNode toJson(boolean withMap) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("pipeline", block.getPipeline());
    json.put("image", block.getImageId());
    json.put("sequence", block.getSequence());
    json.put("x", block.getX(row));
    json.put("y", block.getY(row));
    json.put("simulated", block.getSimulated());
    int predicted = predictedClass();
    if (block.getClassNamesCount() > 0) {
      json.put("class", className(predicted));
      json.set("confidence", number(confidence()));
      json.set("agreement", number(agreement()));
      if (predicted >= 0) {
        json.set("probabilities", byClass(voteFractions()));
        json.set("meanProbabilities", byClass(meanProbabilities()));
        ArrayNode votes = json.putArray("memberVotes");
        for (int vote : memberVotes()) {
          votes.add(className(vote));
        }
      }
    }
    ArrayNode flags = json.putArray("quality");
    qualityFlags().forEach(flags::add);
    if (block.getBandsCount() > 0) {
      ObjectNode bands = json.putObject("bands");
      for (int b = 0; b < block.getBandsCount(); b++) {
        bands.set(block.getBands(b).getName(), number(band(b)));
      }
    }
    if (!block.getContext().isEmpty()) {
      json.set("context", contextJson());
    }
    if (block.getLimeBands().getBands() > 0) {
      putBands(json.putArray("limeBands"), limeBands());
    }
    if (block.getActivationBands().getBands() > 0) {
      putBands(json.putArray("activationBands"), activationBands());
    }
    if (withMap) {
      putMap(json, "activationMap", activationMap());
      if (block.hasLimeMaps()) {
        putMap(json, "limeMap", limeMap());
      }
    }
    Wire.Provenance provenance = block.getProvenance();
    if (provenance.getExplanationMethodsCount() > 0) {
      ArrayNode methods = json.putArray("explanationMethods");
      provenance.getExplanationMethodsList().forEach(methods::add);
      ExplanationJson.putUnreliable(json, provenance);
    }
    if (!provenance.getModel().isEmpty()) {
      json.put("model", provenance.getModel() + "@" + provenance.getModelVersion());
      json.put("modelDigest", provenance.getModelDigest());
    }
    json.put("serviceVersion", provenance.getServiceVersion());
    return json;
  }

  private JsonNode contextJson() {
    if (context() < 0) {
      return JsonNodeFactory.instance.nullNode();
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", context());
    json.set("distance", number(contextDistance()));
    json.put("outside", isOutsideContext());
    json.put("class", className(contextClass()));
    json.put("contradicts", contradicts());
    json.put("linearisedClass", className(linearisedClass()));
    ArrayNode latent = json.putArray("latent");
    for (float coordinate : latent()) {
      latent.add(number(coordinate));
    }
    return json;
  }

  private String className(int index) {
    return index < 0 ? null : block.getClassNames(index);
  }

  private static void putBands(ArrayNode list, List<Band> bands) {
    for (Band band : bands) {
      list.addObject().put("wavenumber", band.wavenumber()).set("weight", number(band.weight()));
    }
  }

  private static void putMap(ObjectNode json, String name, float[] values) {
    ArrayNode map = json.putArray(name);
    for (float value : values) {
      map.add(value);
    }
  }

  private ObjectNode byClass(float[] values) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (int c = 0; c < values.length; c++) {
      node.set(block.getClassNames(c), number(values[c]));
    }
    return node;
  }

  private static ValueNode number(float value) {
    return Float.isFinite(value)
        ? JsonNodeFactory.instance.numberNode(value)
        : JsonNodeFactory.instance.nullNode();
  }

  private float[] floats(ByteString packed, int perRow) {
    if (packed.isEmpty()) {
      return new float[0];
    }
    float[] values = new float[perRow];
    for (int i = 0; i < perRow; i++) {
      values[i] = floatAt(packed, row * perRow + i);
    }
    return values;
  }

  private static float floatAt(ByteString packed, int index) {
    int at = index * Float.BYTES;
    return Float.intBitsToFloat(
        unsignedByte(packed, at)
            | unsignedByte(packed, at + 1) << 8
            | unsignedByte(packed, at + 2) << 16
            | unsignedByte(packed, at + 3) << 24);
  }

  private static int unsignedByte(ByteString packed, int index) {
    return packed.byteAt(index) & 0xff;
  }
}
