package org.spectrastreams.cli.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.spectrastreams.model.signature.SecretFile;
import org.spectrastreams.stream.config.ConfigKey;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.service.StreamService;

/**
 * What it costs to share the work: the same image scored by this process alone, then with further
 * instances beside it on this machine, each a process with as many threads as this one.
 */
final class MoreInstances implements AutoCloseable {
  /** The most instances that are measured. */
  static final int MOST = 8;

  /** Images that new instances score with the others before they are measured, at most. */
  private static final int WARM_UPS = 3;

  private static final Duration JOINS_WITHIN = Duration.ofMinutes(2);

  /** What only this process has: its folder, its broker, its port; nobody asks the others. */
  private static final List<ConfigKey> OWN =
      List.of(
          ConfigKey.DATA_DIR,
          ConfigKey.HTTP_PORT,
          ConfigKey.HTTP_HOST,
          ConfigKey.BROKER_PORT,
          ConfigKey.READ_TOKEN,
          ConfigKey.CONTROL_TOKEN);

  private final StreamService service;
  private final ServiceConfig config;
  private final EndToEnd endToEnd;
  private final String program;
  private final Path folder;
  private final List<Process> others = new ArrayList<>();

  /**
   * No other instance yet.
   *
   * @param program the class whose main method takes {@code serve}
   */
  MoreInstances(StreamService service, ServiceConfig config, EndToEnd endToEnd, String program) {
    this.program = program;
    this.service = service;
    this.config = config;
    this.endToEnd = endToEnd;
    this.folder = config.dataDir().resolveSibling("instances");
  }

  /**
   * Measures with every number of instances in turn.
   *
   * @param numbers ascending, this process included
   * @param spectra of an image
   * @param warmUp after which no further image warms up new instances
   * @throws IOException if an instance does not join, or results are missing
   */
  void write(ArrayNode answer, List<Integer> numbers, int spectra, Duration warmUp)
      throws IOException, InterruptedException, ExecutionException {
    for (int number : numbers) {
      while (others.size() < number - 1) {
        others.add(start(others.size() + 2));
      }
      if (!others.isEmpty()) {
        awaitMembers(number * config.streamThreads());
        long start = System.nanoTime();
        for (int i = 0; i < WARM_UPS && System.nanoTime() - start < warmUp.toNanos(); i++) {
          endToEnd.run(TwoPipelines.MAP_ONLY, spectra);
        }
      }
      double before = processorSecondsOfOthers();
      EndToEnd.Passage passage = endToEnd.run(TwoPipelines.MAP_ONLY, spectra);
      double all = passage.times().total() + processorSecondsOfOthers() - before;
      ObjectNode row = answer.addObject();
      row.put("instances", number);
      row.put("threads", number * config.streamThreads());
      row.put("spectraPerSecond", Math.round(passage.spectraPerSecond()));
      row.put("allMicrosecondsASpectrum", ProcessorTimes.rounded(1e6 * all / spectra, 10));
    }
  }

  /** Another instance, as this process was started, with a configuration that only we can read. */
  private Process start(int number) throws IOException {
    Path own = Files.createDirectories(folder.resolve("instance-" + number));
    Path file = own.resolve("spectra.yaml");
    SecretFile.write(file, new YAMLMapper().writeValueAsBytes(settings(own.resolve("data"))));
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(given -> !given.startsWith("-agent") && !given.startsWith("-javaagent"))
        .filter(given -> !given.startsWith("-XX:StartFlightRecording"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
    command.addAll(List.of("serve", "--config", file.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("SPECTRA_") && !name.equals("SPECTRA_HOME"));
    return builder.redirectErrorStream(true).redirectOutput(own.resolve("log").toFile()).start();
  }

  private ObjectNode settings(Path data) {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    for (ConfigKey key : ConfigKey.values()) {
      String value = config.get(key);
      if (!OWN.contains(key) && value != null && !value.isEmpty()) {
        settings.put(key.key(), value);
      }
    }
    settings.put(ConfigKey.DATA_DIR.key(), data.toString());
    settings.put(ConfigKey.HTTP_PORT.key(), "0");
    config.kafka().forEach((key, value) -> settings.put("kafka." + key, value));
    service
        .clientProperties()
        .forEach((key, value) -> settings.put("kafka." + key, String.valueOf(value)));
    return settings;
  }

  private void awaitMembers(int threads)
      throws IOException, InterruptedException, ExecutionException {
    long start = System.nanoTime();
    String group = config.applicationId();
    try (Admin admin = Admin.create(service.clientProperties())) {
      while (true) {
        ConsumerGroupDescription found =
            admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get();
        if (found.members().size() == threads && found.groupState() == GroupState.STABLE) {
          return;
        }
        for (int i = 0; i < others.size(); i++) {
          if (!others.get(i).isAlive()) {
            throw new IOException("instance " + (i + 2) + " ended: " + lastLines(i + 2));
          }
        }
        if (System.nanoTime() - start > JOINS_WITHIN.toNanos()) {
          throw new IOException(
              found.members().size()
                  + " threads of "
                  + threads
                  + " had joined after "
                  + JOINS_WITHIN.toSeconds()
                  + " s");
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  private String lastLines(int number) throws IOException {
    try (Stream<String> lines =
        Files.lines(folder.resolve("instance-" + number).resolve("log"), StandardCharsets.UTF_8)) {
      List<String> all = lines.toList();
      return String.join("; ", all.subList(Math.max(0, all.size() - 3), all.size()));
    }
  }

  private double processorSecondsOfOthers() {
    return others.stream()
        .mapToDouble(
            one -> one.info().totalCpuDuration().map(spent -> spent.toNanos() / 1e9).orElse(0.0))
        .sum();
  }

  /** Ends the others. */
  @Override
  public void close() throws InterruptedException {
    others.forEach(Process::destroy);
    for (Process one : others) {
      if (!one.waitFor(30, TimeUnit.SECONDS)) {
        one.destroyForcibly().waitFor();
      }
    }
  }
}
