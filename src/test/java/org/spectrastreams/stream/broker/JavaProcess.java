package org.spectrastreams.stream.broker;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Fixture: another JVM on this test's class path. Its standard error goes to a file. */
public final class JavaProcess implements AutoCloseable {
  /** Beside other work a JVM may take minutes to start; only one that hangs takes longer. */
  private static final int START_SECONDS = 600;

  private final Process process;
  private final Path log;
  private final BufferedReader out;

  public JavaProcess(
      Path log, Map<String, String> environment, String mainClass, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.directory(new File("."));
    try {
      this.process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.log = log;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** The embedded broker alone, its data and its log in a folder; 0 takes a free port. */
  public static JavaProcess broker(Path folder, int port) {
    return new JavaProcess(
        folder.resolve("broker.log"),
        Map.of(),
        BrokerProcess.class.getName(),
        folder.resolve("broker").toString(),
        String.valueOf(port));
  }

  /** A service on free ports that minds no small disk; {@code settings} as of {@code --set}. */
  public static JavaProcess service(
      Path log, Map<String, String> environment, List<String> settings) {
    List<String> arguments = new ArrayList<>(List.of("serve", "--json"));
    Stream.concat(Stream.of("http.port=0", "disk.free.mb=1"), settings.stream())
        .forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return new JavaProcess(
        log, environment, "org.spectrastreams.cli.Spectra", arguments.toArray(String[]::new));
  }

  /** The next line of standard output, which says that the process is ready. */
  public String awaitLine() {
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return out.readLine();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      String found = line.get(START_SECONDS, TimeUnit.SECONDS);
      if (found != null) {
        return found;
      }
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("the process did not come up:\n" + tail(), e);
    }
    try {
      throw new AssertionError("the process ended with " + process.waitFor() + ":\n" + tail());
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while the process ended", e);
    }
  }

  /** Lets the process run so long; fails if it ends by itself. */
  public void run(long millis) throws InterruptedException {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the process ended with " + process.exitValue() + ":\n" + tail());
    }
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    if (process.exitValue() != 128 + 9) {
      throw new AssertionError("the process ended with " + process.exitValue() + ":\n" + tail());
    }
  }

  /** SIGTERM; returns the exit status. */
  public int terminate(long seconds) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("the process did not end on SIGTERM:\n" + tail());
    }
    return process.exitValue();
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
