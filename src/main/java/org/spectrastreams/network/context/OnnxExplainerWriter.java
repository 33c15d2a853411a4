package org.spectrastreams.network.context;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.network.graph.Trace;
import org.spectrastreams.network.graph.Traced;
import org.spectrastreams.network.graph.Value;
import org.spectrastreams.network.onnx.GraphWriter;
import org.spectrastreams.network.onnx.OnnxGraph;

/**
 * Writes a trained explainer and encoder as the one graph that {@link
 * org.spectrastreams.model.engine.ExplainerEngine} runs.
 */
public final class OnnxExplainerWriter {
  private OnnxExplainerWriter() {}

  /**
   * The ONNX file of an explainer; the same arguments give the same bytes.
   *
   * @param weights the trained arrays by their names, row-major
   * @throws IllegalArgumentException if an array is missing or of the wrong length
   */
  public static byte[] write(
      AmortisedNetwork amortised, ContextEncoder encoder, Map<String, float[]> weights) {
    if (amortised.points() != encoder.points() || amortised.classes() != encoder.classes()) {
      throw new IllegalArgumentException(
          "explainer of "
              + amortised.points()
              + " points and "
              + amortised.classes()
              + " classes with an encoder of "
              + encoder.points()
              + " and "
              + encoder.classes());
    }
    GraphWriter writer = new GraphWriter("explainer");
    OnnxGraph graph = writer.graph();
    GraphContract contract = GraphContract.ofExplainer(amortised.points(), encoder.latent());
    String spectra = graph.input(contract.input(Meaning.SPECTRA).name(), amortised.points());
    String classes = graph.input(contract.input(Meaning.CHOSEN_CLASS).name(), DataType.INT32);
    String oneHot =
        graph.node(
            "OneHot",
            List.of(
                graph.node("Cast", List.of(classes), attribute("to", DataType.INT64.getNumber())),
                graph.ints(amortised.classes()),
                graph.floats(new float[] {0, 1}, 2)),
            attribute("axis", -1));

    Trace ops = new Trace(List.of(weights));
    Value input = ops.input("spectra", List.of(amortised.points()));
    Value chosen = ops.input("chosen", List.of(amortised.classes()));
    writer.give(input, spectra);
    writer.give(chosen, oneHot);
    Value explained =
        ops.mark("explained", amortised.weights(ops, amortised.coefficients(ops, input), chosen));
    Value place = ops.mark("place", encoder.place(ops, encoder.input(ops, input, explained)));
    Map<String, String> outputs = new LinkedHashMap<>();
    outputs.put(contract.output(Meaning.LIME_WEIGHTS).name(), "explained");
    outputs.put(contract.output(Meaning.LATENT).name(), "place");
    return writer.write(new Traced(input, place, 1), outputs);
  }
}
