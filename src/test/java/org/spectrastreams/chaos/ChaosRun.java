package org.spectrastreams.chaos;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelRequest;
import org.spectrastreams.stream.control.ModelsClient;
import org.spectrastreams.stream.control.RefusedChangeException;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.proto.Wire;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Three brokers and three instances of the service, a process each, and faults of a seed while
 * spectra are scored; then a process of its own verifies what is on the topics. {@code
 * src/test/shell/chaos --help} says how.
 */
@CommandLine.Command(name = "chaos", mixinStandardHelpOptions = true)
public final class ChaosRun implements Callable<Integer> {
  private static final Duration RECOVERED_WITHIN = Duration.ofMinutes(10);
  private static final Duration HEALTHY_WITHIN = Duration.ofMinutes(5);
  private static final Duration WAITS_FOR_REPLICAS = Duration.ofMinutes(1);
  private static final int MOST_ROUND_PAUSE = 1_500;

  @Option(names = "--spectra", defaultValue = "60000", description = "How many (${DEFAULT-VALUE}).")
  private int spectra;

  @Option(
      names = "--kills",
      defaultValue = "15",
      description = "Processes killed (${DEFAULT-VALUE}).")
  private int kills;

  @Option(names = "--seed", defaultValue = "1", description = "Of the faults (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--folder",
      required = true,
      description = "An empty folder for logs, stores and what was found.")
  private Path folder;

  @Option(
      names = "--clock-library",
      description = "libfaketime.so.1: clocks of instances and brokers jump, too.")
  private Path clockLibrary;

  @Option(
      names = "--rescore-every",
      defaultValue = "1",
      description = "Which results are computed again when it is verified (${DEFAULT-VALUE}).")
  private int rescoreEvery;

  private Cluster cluster;
  private Instances instances;
  private Sender sender;
  private Watch watch;
  private ServiceConfig config;

  public static void main(String[] args) {
    System.exit(new CommandLine(new ChaosRun()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(folder);
    try (Stream<Path> there = Files.list(folder)) {
      if (there.findAny().isPresent()) {
        throw new IOException("--folder " + folder + " is not empty");
      }
    }
    Workload workload = Workload.of(spectra);
    List<List<Fault>> rounds = Plan.draw(seed, kills, clockLibrary != null);
    Files.write(folder.resolve("plan.txt"), rounds.stream().map(List::toString).toList());
    config = TestModels.write(folder).with("topics.partitions", "6");
    TestModels.writeVersion(config.modelStore(), Plan.VERSIONS.get(1));
    Clocks clocks = new Clocks(folder, Optional.ofNullable(clockLibrary));
    try (Cluster brokers = new Cluster(folder, clocks);
        Instances services = new Instances(folder, brokers, clocks);
        Sender instrument = new Sender(brokers.outside(), config.topics().raw(), workload);
        Watch watching = new Watch(brokers.outside(), config)) {
      cluster = brokers;
      instances = services;
      sender = instrument;
      watch = watching;
      List<Integer> all = IntStream.range(0, Plan.INSTANCES).boxed().toList();
      for (int instance : all) {
        instances.start(instance);
      }
      for (int instance : all) {
        instances.awaitStart(instance);
      }
      Switches.append(
          switchesFile(), new Switches.Switch(Plan.VERSIONS.get(1), new long[6], Optional.empty()));
      long begun = System.nanoTime();
      try (PrintWriter table =
          new PrintWriter(Files.newBufferedWriter(folder.resolve("faults.csv")))) {
        table.println("number,seconds,faults,detail,recovered_ms,healthy_ms");
        for (int i = 0; i < rounds.size(); i++) {
          round(i, rounds.get(i), workload.blocks() * (i + 1L) / (rounds.size() + 1), begun, table);
        }
      }
      sender.sendUntil(workload.blocks());
      await("the rest", RECOVERED_WITHIN, this::isRecovered);
      awaitComplete(workload);
      instances.terminate();
      System.out.println(
          workload.spectra()
              + " spectra through "
              + rounds.size()
              + " rounds of faults in "
              + (System.nanoTime() - begun) / 1_000_000_000
              + " s; verifying");
      return verify(workload);
    }
  }

  private Path switchesFile() {
    return folder.resolve("switches.jsonl");
  }

  /** Spectra come, something happens, and the work is done all the same. */
  private void round(int number, List<Fault> faults, long until, long begun, PrintWriter table)
      throws Exception {
    sender.sendUntil((int) until);
    LockSupport.parkNanos((number * 397L % MOST_ROUND_PAUSE) * 1_000_000);
    long fault = System.nanoTime();
    List<Callable<Void>> repairs = new ArrayList<>();
    for (Fault one : faults) {
      repairs.add(happen(one));
    }
    together(repairs);
    long repaired = System.nanoTime();
    await(faults.toString(), RECOVERED_WITHIN, () -> orBrokersAgain(isRecovered(), repaired));
    long recovered = System.nanoTime();
    await(
        faults.toString(),
        HEALTHY_WITHIN,
        () -> {
          startAgainWhereAsked();
          return orBrokersAgain(trouble().isEmpty() && watch.isWhole(), recovered);
        });
    table.printf(
        "%d,%d,%s,\"%s\",%d,%d%n",
        number + 1,
        (fault - begun) / 1_000_000_000,
        String.join("+", faults.stream().map(Fault::kind).toList()),
        faults,
        (recovered - fault) / 1_000_000,
        (System.nanoTime() - fault) / 1_000_000);
    table.flush();
    System.out.printf(
        "%d of the rounds: %s, all scored after %d ms, %d blocks sent%n",
        number + 1, faults, (recovered - fault) / 1_000_000, sender.sent());
  }

  /** Each at its own time: an instance may wait for a way that another repair opens. */
  private static void together(List<Callable<Void>> repairs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(repairs.size());
    try {
      for (Future<Void> repair : threads.invokeAll(repairs)) {
        repair.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Lets a fault happen; what it gives back ends it. */
  private Callable<Void> happen(Fault fault) throws Exception {
    long now = System.nanoTime();
    if (fault instanceof Fault.KillInstance kill) {
      instances.kill(kill.instance());
      return after(
          now,
          kill.back(),
          () -> {
            instances.start(kill.instance());
            instances.awaitStart(kill.instance());
          });
    } else if (fault instanceof Fault.KillStartingInstance kill) {
      instances.kill(kill.instance());
      instances.start(kill.instance());
      instances.run(kill.instance(), kill.startsFor());
      instances.kill(kill.instance());
      instances.start(kill.instance());
      return after(now, 0, () -> instances.awaitStart(kill.instance()));
    } else if (fault instanceof Fault.KillBrokers kill) {
      for (int broker : kill.brokers()) {
        cluster.kill(broker);
      }
      return after(
          now,
          kill.back(),
          () -> {
            if (kill.brokers().size() > 1) { // nothing can be written: every instance must say so
              await(
                  "all are DOWN without " + kill.brokers(),
                  HEALTHY_WITHIN,
                  () -> trouble().size() == Plan.INSTANCES);
            }
            for (int broker : kill.brokers()) {
              cluster.start(broker);
            }
            kill.brokers().forEach(cluster::awaitStart);
          });
    } else if (fault instanceof Fault.PartInstance part) {
      cluster.turn(part.instance(), part.brokers(), part.way());
      return after(
          now, part.lasts(), () -> cluster.turn(part.instance(), part.brokers(), Relay.Way.OPEN));
    } else if (fault instanceof Fault.PartBroker part) {
      cluster.turnAll(part.broker(), part.way());
      return after(now, part.lasts(), () -> cluster.turnAll(part.broker(), Relay.Way.OPEN));
    } else if (fault instanceof Fault.SwitchModel wanted) {
      return after(now, 0, () -> use(wanted.version()));
    } else if (fault instanceof Fault.Poison poison) {
      sender.sendPoison(poison.seed());
      return after(now, 0, () -> {});
    } else if (fault instanceof Fault.ClockJump jump) {
      instances.setClock(jump.instance(), jump.seconds());
      return after(now, 0, () -> {});
    }
    if (fault instanceof Fault.BrokerClockJump jump) {
      cluster.setClock(jump.broker(), jump.seconds());
      return after(now, 0, () -> {});
    }
    throw new IllegalArgumentException(fault.toString());
  }

  private interface Repair {
    void run() throws Exception;
  }

  private static Callable<Void> after(long since, int millis, Repair repair) {
    return () -> {
      LockSupport.parkNanos(since + millis * 1_000_000L - System.nanoTime());
      repair.run();
      return null;
    };
  }

  /** Asks for a version, and notes between which records; asked again where brokers are away. */
  private void use(String version) throws Exception {
    long[] before = watch.ends(config.topics().results(), IsolationLevel.READ_COMMITTED);
    for (int attempt = 1; ; attempt++) {
      try (ModelsClient models =
          new ModelsClient(Map.of("bootstrap.servers", cluster.outside()), config.topics())) {
        Wire.PipelineModels change =
            models.ask(
                "scored",
                new ModelRequest.Use(
                    new ModelRequest.Version(new ModelId("untrained", version), Optional.empty())),
                "chaos");
        boolean all =
            models.await(change, Duration.ofSeconds(30)).values().stream()
                .allMatch(answer -> answer.isPresent() && answer.get().getRefused().isEmpty());
        Switches.append(
            switchesFile(),
            new Switches.Switch(
                version,
                before,
                all
                    ? Optional.of(
                        watch.ends(config.topics().raw(), IsolationLevel.READ_UNCOMMITTED))
                    : Optional.empty()));
        return;
      } catch (KafkaException | RefusedChangeException | ExecutionException e) {
        if (attempt == 5) {
          throw e;
        }
      }
    }
  }

  private boolean isRecovered() throws InterruptedException, ExecutionException {
    return sender.isDelivered() && watch.isScored(sender.ends());
  }

  private List<String> trouble() throws InterruptedException {
    List<String> found = new ArrayList<>();
    for (int instance = 0; instance < Plan.INSTANCES; instance++) {
      instances.trouble(instance).ifPresent(found::add);
    }
    return found;
  }

  /** What health asks for of an instance that its clock, which was set back, keeps from brokers. */
  private void startAgainWhereAsked() throws InterruptedException, IOException {
    for (int instance = 0; instance < Plan.INSTANCES; instance++) {
      Optional<String> trouble = instances.trouble(instance);
      if (trouble.isPresent() && trouble.get().contains("start this instance again")) {
        System.out.println("as its health asks for, started again: " + trouble.get());
        instances.kill(instance);
        instances.start(instance);
        instances.awaitStart(instance);
      }
    }
  }

  /**
   * What whoever runs the cluster does where replicas stay out of sync for a minute, or partitions
   * without a leader: brokers wait by their clocks before they connect to each other again, so one
   * whose clock was set back may not for as long as that.
   */
  private boolean orBrokersAgain(boolean well, long since)
      throws InterruptedException, IOException {
    if (!well && System.nanoTime() - since > WAITS_FOR_REPLICAS.toNanos()) {
      startBrokersAgain();
    }
    return well;
  }

  private void startBrokersAgain() throws InterruptedException, IOException {
    for (int broker = 0; broker < Plan.BROKERS; broker++) {
      if (cluster.wasSetBack(broker)) {
        System.out.println(
            "out of sync for a minute, started again: broker "
                + broker
                + ", whose clock was set back");
        cluster.kill(broker);
        cluster.start(broker);
        cluster.awaitStart(broker);
      }
    }
  }

  private void await(String what, Duration within, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + within.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            what
                + ": not recovered within "
                + within
                + "; delivered "
                + sender.isDelivered()
                + ", "
                + trouble());
      }
      LockSupport.parkNanos(200_000_000);
    }
  }

  private void awaitComplete(Workload workload) {
    Map<String, Wire.ImageState> states = new HashMap<>();
    try (TestClients clients = new TestClients(Map.of("bootstrap.servers", cluster.outside()))) {
      clients.read(
          config.topics().images(),
          record -> states.put(TestClients.key(record), Verifier.status(record.value()).getState()),
          () ->
              IntStream.range(0, workload.images())
                  .allMatch(i -> states.get(Workload.image(i)) == Wire.ImageState.COMPLETE));
    }
  }

  /** In a process of its own, which knows nothing but the topics and what was asked for when. */
  private int verify(Workload workload) throws IOException, InterruptedException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx2g",
            "-cp",
            System.getProperty("java.class.path"),
            Verifier.class.getName(),
            cluster.outside(),
            folder.toString(),
            String.valueOf(workload.images()),
            String.valueOf(rescoreEvery))
        .inheritIO()
        .start()
        .waitFor();
  }
}
