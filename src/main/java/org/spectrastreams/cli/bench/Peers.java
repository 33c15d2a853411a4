package org.spectrastreams.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other programs doing the engine's work on this machine, in the same run. */
final class Peers {
  private static final String SCRIPT = "examples/python/bench_peer.py";
  private static final int MOST_BYTES = 1 << 16;

  private Peers() {}

  /**
   * Measures those that are installed, and says of the others what is missing.
   *
   * @param home the project's folder
   * @param graph the ensemble's file
   */
  static void write(ArrayNode answer, Path home, Path graph, int threads, int batch, int seconds)
      throws InterruptedException {
    String python = System.getenv().getOrDefault("SPECTRA_PYTHON", "python3");
    List<String> command =
        List.of(
            python,
            home.resolve(SCRIPT).toString(),
            graph.toString(),
            "--threads",
            String.valueOf(threads),
            "--batch",
            String.valueOf(batch),
            "--seconds",
            String.valueOf(seconds));
    try {
      answer.add(run(command, seconds));
    } catch (IOException e) {
      answer.addObject().put("peer", "onnxruntime").put("missing", e.getMessage());
    }
  }

  private static JsonNode run(List<String> command, int seconds)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile("spectra-peer", ".json");
    try {
      Process peer =
          new ProcessBuilder(command)
              .redirectOutput(said.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!peer.waitFor(60L + 2L * seconds, TimeUnit.SECONDS)) {
        peer.destroyForcibly();
        throw new IOException(command.get(0) + " did not end in time");
      }
      if (peer.exitValue() != 0 || Files.size(said) > MOST_BYTES) {
        throw new IOException(String.join(" ", command) + " ended with status " + peer.exitValue());
      }
      return new ObjectMapper().readTree(Files.readString(said, StandardCharsets.UTF_8));
    } finally {
      Files.deleteIfExists(said);
    }
  }
}
