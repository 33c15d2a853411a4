package org.spectrastreams.stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.spectrastreams.stream.wire.Wire;

/**
 * One spectrum's result in a {@link Wire.ResultBlock}, unpacked on access.
 *
 * @param block the block
 * @param row the spectrum's number in it, from 0
 */
public record ResultRow(Wire.ResultBlock block, int row) {
  private static final int NO_CLASS = 255;

  /** Checks that the row exists. */
  public ResultRow {
    if (row < 0 || row >= block.getXCount()) {
      throw new IndexOutOfBoundsException(
          "row " + row + " of a result block of " + block.getXCount() + " spectra");
    }
  }

  /** The index of the predicted class; −1 where the spectrum got none. */
  public int predictedClass() {
    if (block.getPredictedClass().isEmpty()) {
      return -1;
    }
    int index = unsignedByte(block.getPredictedClass(), row);
    return index == NO_CLASS ? -1 : index;
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
    return quality.isEmpty()
        ? 0
        : unsignedByte(quality, 2 * row) | unsignedByte(quality, 2 * row + 1) << 8;
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

  /** The activation of the predicted class over the model's axis; empty where there is no map. */
  public float[] activationMap() {
    Wire.ActivationMaps maps = block.getActivationMaps();
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
      json.put("class", predicted < 0 ? null : block.getClassNames(predicted));
      json.set("confidence", number(confidence()));
      json.set("agreement", number(agreement()));
      if (predicted >= 0) {
        json.set("probabilities", byClass(voteFractions()));
        json.set("meanProbabilities", byClass(meanProbabilities()));
        ArrayNode votes = json.putArray("memberVotes");
        for (int vote : memberVotes()) {
          votes.add(vote < 0 ? null : block.getClassNames(vote));
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
    if (withMap) {
      ArrayNode map = json.putArray("activationMap");
      for (float value : activationMap()) {
        map.add(value);
      }
    }
    Wire.Provenance provenance = block.getProvenance();
    if (!provenance.getModel().isEmpty()) {
      json.put("model", provenance.getModel() + "@" + provenance.getModelVersion());
      json.put("modelDigest", provenance.getModelDigest());
    }
    json.put("serviceVersion", provenance.getServiceVersion());
    return json;
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
