package org.spectrastreams.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * The service as a user starts it, with {@code -Xmx1g}, at full load for as long as one wants, and
 * pages that listen: {@code src/test/shell/soak --help}.
 */
@CommandLine.Command(name = "soak", mixinStandardHelpOptions = true)
public final class Soak implements Callable<Integer> {
  private static final int SAMPLE_SECONDS = 5;
  private static final int WARM_UP_SECONDS = 60;

  @Option(names = "--folder", required = true, description = "An empty folder.")
  private Path folder;

  @Option(names = "--minutes", defaultValue = "10", description = "How long (${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--streams",
      defaultValue = "200",
      description = "Pages that listen (${DEFAULT-VALUE}).")
  private int streams;

  @Option(
      names = "--section",
      defaultValue = "480x480",
      description = "What is replayed over and over (${DEFAULT-VALUE}).")
  private String section;

  @Option(
      names = "--pipeline",
      defaultValue = "tissue",
      description = "By which pipeline (${DEFAULT-VALUE}).")
  private String pipeline;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicLong events = new AtomicLong();
  private final List<CompletableFuture<?>> listening = new ArrayList<>();
  private volatile boolean ending;

  /** Resident memory and heap in bytes, results since the start. */
  private record Sample(
      long second, long heap, long resident, long threads, long descriptors, long results) {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Soak()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(folder);
    Process service =
        spectra(
            "serve",
            "--json",
            "--set",
            "http.port=0",
            "--set",
            "broker.port=0",
            "--set",
            "topics.retention.hours=1",
            "--set",
            "data.dir=" + folder.resolve("data").toAbsolutePath());
    List<Process> running = new ArrayList<>(List.of(service));
    try (BufferedReader said = service.inputReader(StandardCharsets.UTF_8)) {
      JsonNode started = json.readTree(said.readLine());
      URI address = URI.create(started.get("viewer").asText());
      for (int i = 0; i < streams; i++) {
        listening.add(listen(address.resolve("/api/events")));
      }
      Thread replays = new Thread(() -> replay(running), "replays");
      replays.start();
      List<Sample> samples = sample(service, address);
      ending = true;
      ObjectNode summary = summary(samples);
      service.destroy();
      summary.put("endedWith", service.waitFor(90, TimeUnit.SECONDS) ? service.exitValue() : -1);
      System.out.println(summary);
      return 0;
    } finally {
      ending = true;
      synchronized (running) {
        running.forEach(Process::destroyForcibly);
      }
    }
  }

  private Process spectra(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("./spectra"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPECTRA_JAVA_OPTS", "-Xmx1g");
    builder.redirectError(
        ProcessBuilder.Redirect.appendTo(folder.resolve(arguments[0] + ".log").toFile()));
    return builder.start();
  }

  /** One section after the other; a replay ends when every spectrum has its result. */
  private void replay(List<Process> running) {
    for (int seed = 1; !ending; seed++) {
      try {
        Process one =
            spectra(
                "replay",
                "--simulate",
                section,
                "--seed",
                String.valueOf(seed),
                "--pipeline",
                pipeline,
                "--set",
                "data.dir=" + folder.resolve("data").toAbsolutePath());
        synchronized (running) {
          running.add(one);
        }
        one.getInputStream().readAllBytes();
        int status = one.waitFor();
        if (status != 0 && !ending) {
          System.err.println("soak: a replay ended with " + status + ", see replay.log; trying on");
        }
      } catch (IOException | InterruptedException e) {
        System.err.println("soak: no more replays: " + e);
        return;
      }
    }
  }

  private CompletableFuture<?> listen(URI address) {
    return http.sendAsync(
        HttpRequest.newBuilder(address).build(),
        HttpResponse.BodyHandlers.fromLineSubscriber(new Counting()));
  }

  private final class Counting implements Flow.Subscriber<String> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      events.addAndGet(line.startsWith("data:") ? 1 : 0);
    }

    @Override
    public void onError(Throwable failure) {
      if (!ending) {
        System.err.println("soak: an event stream ended: " + failure);
      }
    }

    @Override
    public void onComplete() {}
  }

  private long openStreams() {
    return listening.stream().filter(one -> !one.isDone()).count();
  }

  private List<Sample> sample(Process service, URI address) throws Exception {
    List<Sample> samples = new ArrayList<>();
    long begun = System.nanoTime();
    try (PrintWriter csv = new PrintWriter(Files.newBufferedWriter(folder.resolve("soak.csv")))) {
      csv.println("second,heap,resident,threads,descriptors,results,streams,events");
      for (int next = SAMPLE_SECONDS; next <= minutes * 60; next += SAMPLE_SECONDS) {
        long wait = begun + next * 1_000_000_000L - System.nanoTime();
        if (service.waitFor(Math.max(wait, 0), TimeUnit.NANOSECONDS)) {
          throw new IOException("the service ended with " + service.exitValue());
        }
        Sample one = sample(service.pid(), address, next);
        samples.add(one);
        csv.printf(
            "%d,%d,%d,%d,%d,%d,%d,%d%n",
            one.second(),
            one.heap(),
            one.resident(),
            one.threads(),
            one.descriptors(),
            one.results(),
            openStreams(),
            events.get());
        csv.flush();
      }
    }
    return samples;
  }

  private Sample sample(long pid, URI address, long second) throws Exception {
    String metrics =
        http.send(
                HttpRequest.newBuilder(address.resolve("/metrics/all")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    List<String> status = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return new Sample(
          second,
          sum(metrics, "jvm_memory_used_bytes{area=\"heap\""),
          number(status, "VmRSS:") * 1024,
          number(status, "Threads:"),
          descriptors.count(),
          sum(metrics, "spectra_results_total"));
    }
  }

  private static long sum(String metrics, String beginning) {
    return (long)
        metrics
            .lines()
            .filter(line -> line.startsWith(beginning))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
  }

  private static long number(List<String> lines, String name) {
    String line = lines.stream().filter(one -> one.startsWith(name)).findFirst().orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", ""));
  }

  /** The first and the last third after a minute of warming up, side by side. */
  private ObjectNode summary(List<Sample> samples) {
    List<Sample> warm = samples.stream().filter(one -> one.second() > WARM_UP_SECONDS).toList();
    ObjectNode said = json.createObjectNode().put("minutes", minutes).put("streams", streams);
    said.put("streamsAtTheEnd", openStreams()).put("events", events.get());
    long results = samples.get(samples.size() - 1).results();
    said.put("spectra", results).put("spectraPerSecond", results / (minutes * 60L));
    put(said, "heap", warm, Sample::heap);
    put(said, "resident", warm, Sample::resident);
    put(said, "threads", warm, Sample::threads);
    put(said, "descriptors", warm, Sample::descriptors);
    return said;
  }

  private static void put(
      ObjectNode said, String name, List<Sample> samples, ToLongFunction<Sample> value) {
    int third = samples.size() / 3;
    said.putObject(name)
        .put("meanOfFirstThird", mean(samples.subList(0, third), value))
        .put(
            "meanOfLastThird", mean(samples.subList(samples.size() - third, samples.size()), value))
        .put("most", samples.stream().mapToLong(value).max().orElse(0));
  }

  private static long mean(List<Sample> samples, ToLongFunction<Sample> value) {
    return (long) samples.stream().mapToLong(value).average().orElse(0);
  }
}
