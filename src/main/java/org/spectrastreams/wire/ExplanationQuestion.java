package org.spectrastreams.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.regex.Pattern;
import org.spectrastreams.explain.methods.ExplanationMethod;
import org.spectrastreams.explain.methods.ExplanationMethods;
import org.spectrastreams.wire.proto.Wire;

/**
 * What is asked about a spectrum.
 *
 * @param correlationId comes back in the answer; empty where nobody needs it
 * @param pipeline whose model; empty: the one that the spectrum's block names
 * @param method how to explain
 * @param className the class; empty: the predicted one
 * @param samples how many perturbed spectra to score; 0: the method's default
 * @param seed of the design
 */
public record ExplanationQuestion(
    String correlationId,
    String pipeline,
    ExplanationMethod method,
    String className,
    int samples,
    long seed) {
  private static final Pattern CORRELATION_ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
  private static final int CLASS_LENGTH = 200;

  /**
   * Reads a record of the topic of requests.
   *
   * @throws RejectedRecordException if it is no request that an answer could be sent to
   */
  public static Wire.ExplanationRequest decode(byte[] value) throws RejectedRecordException {
    if (value == null || value.length == 0) {
      throw new RejectedRecordException(
          RejectReason.EMPTY_RECORD, "the record has no value; expected an ExplanationRequest");
    }
    if (value.length > BlockLimits.DEFAULT.recordBytes()) {
      throw new RejectedRecordException(
          RejectReason.RECORD_TOO_LARGE,
          "the record has "
              + value.length
              + " bytes; expected at most "
              + BlockLimits.DEFAULT.recordBytes());
    }
    Wire.ExplanationRequest request;
    try {
      request = Wire.ExplanationRequest.parseFrom(value);
    } catch (InvalidProtocolBufferException noMessage) {
      throw new RejectedRecordException(
          RejectReason.MALFORMED, "the record is no ExplanationRequest: " + noMessage.getMessage());
    }
    if (!CORRELATION_ID.matcher(request.getCorrelationId()).matches()) {
      throw new RejectedRecordException(
          RejectReason.MALFORMED,
          "the request has a correlation_id of "
              + request.getCorrelationId().length()
              + " characters that no answer could carry; expected 1 to 100 of A-Z a-z 0-9 . _ : -");
    }
    return request;
  }

  /**
   * What a request asks.
   *
   * @throws RefusedExplanationException if it cannot be asked
   */
  public static ExplanationQuestion of(Wire.ExplanationRequest request)
      throws RefusedExplanationException {
    return of(
        request.getCorrelationId(),
        request.getPipeline(),
        request.getMethod(),
        request.getClassName(),
        Integer.toUnsignedLong(request.getSamples()),
        request.getSeed());
  }

  /**
   * A question from text.
   *
   * @param method one of {@link ExplanationMethod#id()}
   * @param samples 0 or more
   * @throws RefusedExplanationException if there is no such method, or a text is too long
   */
  public static ExplanationQuestion of(
      String correlationId,
      String pipeline,
      String method,
      String className,
      long samples,
      long seed)
      throws RefusedExplanationException {
    if (pipeline.length() > BlockLimits.PIPELINE_LENGTH) {
      throw new RefusedExplanationException(
          RefusalReason.UNKNOWN_PIPELINE,
          "the pipeline's name has "
              + pipeline.length()
              + " characters; expected at most "
              + BlockLimits.PIPELINE_LENGTH);
    }
    if (className.length() > CLASS_LENGTH) {
      throw new RefusedExplanationException(
          RefusalReason.UNKNOWN_CLASS,
          "the class's name has "
              + className.length()
              + " characters; expected at most "
              + CLASS_LENGTH);
    }
    if (samples < 0 || samples > Integer.MAX_VALUE) {
      throw new RefusedExplanationException(
          RefusalReason.BAD_SAMPLES, samples + " samples; expected far fewer");
    }
    try {
      return new ExplanationQuestion(
          correlationId,
          pipeline,
          ExplanationMethods.get(shortened(method)),
          className,
          (int) samples,
          seed);
    } catch (IllegalArgumentException unknown) {
      throw new RefusedExplanationException(RefusalReason.UNKNOWN_METHOD, unknown.getMessage());
    }
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
