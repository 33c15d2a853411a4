package org.spectrastreams.wire.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.proto.Wire;

/**
 * One spectrum that is larger than a record: a plane of 512 × 512 floats is 1 MiB. It travels as
 * blocks that agree in all but their intensities, each with its place in the spectrum and the
 * digest of the whole; put together again they are the block that they were cut from, byte for
 * byte.
 */
public final class PartedSpectrum {
  private PartedSpectrum() {}

  /** How many parts a spectrum of so many values is cut into. */
  static int partsOf(int values) {
    int bytes = values * Float.BYTES;
    return Math.max(2, (bytes + SpectrumPart.PART_BYTES - 1) / SpectrumPart.PART_BYTES);
  }

  /**
   * Cuts a block of one spectrum, 2 values or more.
   *
   * @param block as {@link BlockEncoder#encode} gives it
   */
  public static List<byte[]> split(byte[] block) {
    Wire.SpectrumBlock whole;
    try {
      whole = Wire.SpectrumBlock.parseFrom(block);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("bytes that are no block; expected an encoded one", e);
    }
    ByteString values = whole.getIntensities();
    ByteString digest = digest(values);
    int all = values.size() / Float.BYTES;
    int parts = partsOf(all);
    List<byte[]> cut = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      int from = (int) ((long) all * i / parts);
      int to = (int) ((long) all * (i + 1) / parts);
      cut.add(
          whole.toBuilder()
              .setIntensities(values.substring(from * Float.BYTES, to * Float.BYTES))
              .setPart(
                  Wire.SpectrumPart.newBuilder()
                      .setIndex(i)
                      .setOf(parts)
                      .setFirstValue(from)
                      .setDigest(digest))
              .build()
              .toByteArray());
    }
    return cut;
  }

  /**
   * Puts a spectrum together.
   *
   * @param parts every part in its order, each one that {@link BlockDecoder#read} took as such
   * @return the block, to be decoded under {@link BlockLimits#WHOLE_SPECTRUM}
   * @throws RejectedRecordException if the parts do not fit each other, or not the digest
   */
  public static byte[] join(List<byte[]> parts) throws RejectedRecordException {
    Wire.SpectrumBlock first = parsed(parts.get(0));
    Wire.SpectrumBlock common = common(first);
    ByteString values = ByteString.EMPTY;
    for (byte[] bytes : parts) {
      Wire.SpectrumBlock part = parsed(bytes);
      if (!common(part).equals(common)) {
        throw disagree("parts that are of different spectra");
      }
      if (part.getPart().getFirstValue() != values.size() / Float.BYTES) {
        throw disagree(
            "part "
                + part.getPart().getIndex()
                + " begins at value "
                + part.getPart().getFirstValue()
                + "; expected "
                + values.size() / Float.BYTES);
      }
      values = values.concat(part.getIntensities());
    }
    if (!digest(values).equals(first.getPart().getDigest())) {
      throw disagree("the parts' intensities have another digest than they say");
    }
    return first.toBuilder().clearPart().setIntensities(values).build().toByteArray();
  }

  private static Wire.SpectrumBlock common(Wire.SpectrumBlock part) {
    return part.toBuilder()
        .clearIntensities()
        .setPart(part.getPart().toBuilder().clearIndex().clearFirstValue())
        .build();
  }

  private static Wire.SpectrumBlock parsed(byte[] bytes) throws RejectedRecordException {
    try {
      return Wire.SpectrumBlock.parseFrom(bytes);
    } catch (InvalidProtocolBufferException noMessage) {
      throw new RejectedRecordException(
          RejectReason.MALFORMED, "a part is no SpectrumBlock: " + noMessage.getMessage());
    }
  }

  private static ByteString digest(ByteString values) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      values.asReadOnlyByteBufferList().forEach(sha256::update);
      return ByteString.copyFrom(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static RejectedRecordException disagree(String found) {
    return new RejectedRecordException(RejectReason.PARTS_DISAGREE, found);
  }
}
