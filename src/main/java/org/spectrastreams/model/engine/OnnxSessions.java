package org.spectrastreams.model.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.engine.DeviceSettings.Precision;
import org.spectrastreams.model.onnx.Onnx.GraphProto;
import org.spectrastreams.model.onnx.Onnx.ModelProto;
import org.spectrastreams.model.onnx.Onnx.NodeProto;
import org.spectrastreams.model.onnx.Onnx.OperatorSetIdProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.model.onnx.Onnx.TensorShapeProto;
import org.spectrastreams.model.onnx.Onnx.TypeProto;
import org.spectrastreams.model.onnx.Onnx.ValueInfoProto;

/** Opens graphs in ONNX Runtime on the device that was asked for. */
final class OnnxSessions {
  /** Address space that is reserved, not memory. */
  private static final long STACK_BYTES = 256L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(OnnxSessions.class);
  private static final AtomicBoolean FALLBACK_LOGGED = new AtomicBoolean();

  /** As exactly as on a processor, with as much memory as it needs. */
  private static final DeviceSettings IN_FULL = DeviceSettings.DEFAULT;

  private static final String NO_TELEMETRY = "ORT_DISABLE_TELEMETRY";
  private static boolean telemetryStopped;

  private OnnxSessions() {}

  /**
   * An open graph.
   *
   * @param environment the runtime; its first use needs a deep stack, which {@link #open} gives it
   * @param session to be closed by the caller
   * @param cuda whether it computes on a card
   */
  record Opened(OrtEnvironment environment, OrtSession session, boolean cuda) {
    private Opened(OrtSession session, boolean cuda) {
      this(OrtEnvironment.getEnvironment(), session, cuda);
    }
  }

  /**
   * Opens a graph.
   *
   * @param onnx the graph, already checked by {@link OnnxGraphCheck}
   * @param threads the processor threads that one call may use, 1 or more
   * @throws EngineException if the device cannot be used or the graph cannot be loaded
   */
  static Opened open(byte[] onnx, Device device, int threads) {
    if (threads < 1) {
      throw new EngineException("engine with " + threads + " threads; expected 1 or more");
    }
    boolean cuda = device.kind() != Device.Kind.CPU;
    try {
      return new Opened(session(onnx, threads, cuda ? device.index() : -1, IN_FULL), cuda);
    } catch (OrtException e) {
      if (device.kind() != Device.Kind.AUTO) {
        throw failure(device, e);
      }
      if (FALLBACK_LOGGED.compareAndSet(false, true)) {
        LOG.info("device auto: computing on the CPU, no CUDA card is usable ({})", firstLine(e));
      }
      try {
        return new Opened(session(onnx, threads, -1, IN_FULL), false);
      } catch (OrtException onCpu) {
        throw failure(Device.CPU, onCpu);
      }
    }
  }

  /** Opens sessions on a card. */
  static DeviceGraph.Opener onCard(Device device, DeviceSettings settings) {
    return onnx -> {
      try {
        return new Opened(session(onnx, 1, device.index(), settings), true);
      } catch (OrtException e) {
        throw failure(new Device(Device.Kind.CUDA, device.index()), e);
      }
    };
  }

  /** Whether a card can be used at all: a graph of one node opens and runs there. */
  static boolean hasUsableCard(int card) {
    try {
      session(OneNode.ONNX, 1, card, IN_FULL).close();
      return true;
    } catch (OrtException e) {
      if (FALLBACK_LOGGED.compareAndSet(false, true)) {
        LOG.info("device auto: computing on the CPU, no CUDA card is usable ({})", firstLine(e));
      }
      return false;
    }
  }

  /**
   * Opens a graph of one node on a card.
   *
   * @throws EngineException if that fails
   */
  static void requireUsableCard(Device device) {
    try {
      session(OneNode.ONNX, 1, device.index(), IN_FULL).close();
    } catch (OrtException e) {
      throw failure(device, e);
    }
  }

  /** A native buffer of float32 or int32 values. */
  static ByteBuffer direct(int values) {
    return ByteBuffer.allocateDirect(values * 4).order(ByteOrder.nativeOrder());
  }

  /**
   * A thread, not yet started, on which native libraries may recurse: ONNX Runtime does when it is
   * first used, its optimisers do along the graph, and the CUDA libraries when they make a plan. A
   * graph of ten members needs more than the usual megabyte.
   */
  static Thread deepThread(String name, Runnable work) {
    return new Thread(null, work, name, STACK_BYTES);
  }

  /**
   * Does something on such a thread and waits for it, an interruption notwithstanding: a session or
   * a plan half made cannot be given up, and takes a second.
   *
   * @throws ExecutionException if it failed
   */
  static <T> T onDeepStack(String name, Callable<T> work) throws ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    deepThread(name, task).start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static OrtSession session(byte[] onnx, int threads, int card, DeviceSettings settings)
      throws OrtException {
    try {
      return onDeepStack("open-engine", () -> create(onnx, threads, card, settings));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OrtException reason) {
        throw reason;
      }
      throw new EngineException("ONNX Runtime failed: " + e.getCause(), e.getCause());
    }
  }

  private static OrtSession create(byte[] onnx, int threads, int card, DeviceSettings settings)
      throws OrtException {
    OrtEnvironment environment = environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setMemoryPatternOptimization(false);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.set_denormal_as_zero", "1");
      if (card >= 0) {
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
          throw new OrtException(
              "this build holds ONNX Runtime without CUDA: build with mvn -Pgpu");
        }
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(card)) {
          cuda.add("use_tf32", settings.precision() == Precision.TF32 ? "1" : "0");
          // Measured: EXHAUSTIVE, the runtime's default, chooses worse plans and takes as long.
          cuda.add("cudnn_conv_algo_search", "HEURISTIC");
          cuda.add("arena_extend_strategy", "kSameAsRequested");
          if (settings.memoryMegabytes() > 0) {
            cuda.add("gpu_mem_limit", Long.toString(settings.memoryMegabytes() << 20));
          }
          options.addCUDA(cuda);
          return environment.createSession(onnx, options);
        }
      }
      return environment.createSession(onnx, options);
    }
  }

  /**
   * The runtime reports what runs where to its maker, unless the environment forbids it before it
   * is loaded, as the launcher does. In a process that was started otherwise all is stopped but the
   * report of its start.
   */
  private static synchronized OrtEnvironment environment() throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    if (!telemetryStopped) {
      environment.setTelemetry(false);
      telemetryStopped = true;
      if (System.getenv(NO_TELEMETRY) == null) {
        LOG.warn(
            "ONNX Runtime may have reported this process to its maker: start it by ./spectra, or"
                + " with {}=1",
            NO_TELEMETRY);
      }
    }
    return environment;
  }

  private static EngineException failure(Device device, OrtException cause) {
    return new EngineException(
        device.kind() == Device.Kind.CPU
            ? "ONNX Runtime cannot load the model: " + firstLine(cause)
            : "device "
                + device
                + " cannot be used: "
                + firstLine(cause)
                + " (needs an NVIDIA driver, CUDA 12, cuDNN 9 and that card; or choose device cpu"
                + " or auto)",
        cause);
  }

  static String firstLine(OrtException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  /** The smallest graph there is, to ask whether a device works. */
  private static final class OneNode {
    /** y = x. */
    static final byte[] ONNX =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
            .setGraph(
                GraphProto.newBuilder()
                    .setName("one-node")
                    .addInput(value("x"))
                    .addOutput(value("y"))
                    .addNode(
                        NodeProto.newBuilder().setOpType("Identity").addInput("x").addOutput("y")))
            .build()
            .toByteArray();

    private OneNode() {}

    private static ValueInfoProto value(String name) {
      return ValueInfoProto.newBuilder()
          .setName(name)
          .setType(
              TypeProto.newBuilder()
                  .setTensorType(
                      TypeProto.Tensor.newBuilder()
                          .setElemType(DataType.FLOAT.getNumber())
                          .setShape(
                              TensorShapeProto.newBuilder()
                                  .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1)))))
          .build();
    }
  }
}
