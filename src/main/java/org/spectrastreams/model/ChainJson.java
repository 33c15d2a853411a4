package org.spectrastreams.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import org.spectrastreams.preprocess.PreprocessingChain;

/** Leaves the JSON of a chain inside a manifest to the chain, which has its own strict rules. */
final class ChainJson {
  private static final ObjectMapper TREE = new ObjectMapper();

  private ChainJson() {}

  static final class Writer extends JsonSerializer<PreprocessingChain> {
    @Override
    public void serialize(
        PreprocessingChain chain, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      generator.writeTree(TREE.readTree(chain.toJson()));
    }
  }

  static final class Reader extends JsonDeserializer<PreprocessingChain> {
    @Override
    public PreprocessingChain deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return PreprocessingChain.fromJson(context.readTree(parser).toString());
    }
  }
}
