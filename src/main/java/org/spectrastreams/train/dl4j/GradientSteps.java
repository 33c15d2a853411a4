package org.spectrastreams.train.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Minimises the loss of a SameDiff graph with Adam (Kingma and Ba 2015). */
public final class GradientSteps {
  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;
  private static final double EPSILON = 1e-8;

  private final SameDiffOps ops;
  private final String loss;
  private final Map<String, INDArray> firsts = new LinkedHashMap<>();
  private final Map<String, INDArray> seconds = new LinkedHashMap<>();
  private int step;

  /**
   * Steps on a finished graph.
   *
   * @param loss the name of the scalar to minimise
   */
  public GradientSteps(SameDiffOps ops, String loss) {
    NativeThreads.useOne();
    this.ops = ops;
    this.loss = loss;
    SameDiff graph = ops.graph();
    graph.setLossVariables(loss);
    for (String name : ops.trained()) {
      long[] shape = graph.getVariable(name).getArr().shape();
      firsts.put(name, Nd4j.zeros(shape));
      seconds.put(name, Nd4j.zeros(shape));
    }
  }

  /** One step against the gradient of the loss over {@code batch}, which is returned. */
  public double step(Map<String, INDArray> batch, double rate) {
    step++;
    double size =
        rate * Math.sqrt(1 - Math.pow(SECOND_DECAY, step)) / (1 - Math.pow(FIRST_DECAY, step));
    OutAndGrad found =
        ops.graph().calculateGradientsAndOutputs(batch, List.of(loss), ops.trained());
    Map<String, INDArray> gradients = found.getGradients();
    for (String name : ops.trained()) {
      INDArray gradient = gradients.get(name);
      INDArray first = firsts.get(name);
      INDArray second = seconds.get(name);
      first.muli(FIRST_DECAY).addi(gradient.mul(1 - FIRST_DECAY));
      second.muli(SECOND_DECAY).addi(gradient.mul(gradient).muli(1 - SECOND_DECAY));
      INDArray change = Transforms.sqrt(second, true).addi(EPSILON).rdivi(first).muli(size);
      ops.graph().getVariable(name).getArr().subi(change);
    }
    return found.getOutputs().get(loss).getDouble(0);
  }
}
