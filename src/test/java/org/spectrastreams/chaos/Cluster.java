package org.spectrastreams.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.spectrastreams.stream.broker.JavaProcess;

/**
 * Three brokers, a process each, and the relays before them. Whoever asks as nobody in particular
 * reaches every broker by its own port.
 */
final class Cluster implements AutoCloseable {
  /** Below the ports that a machine gives to whoever connects: a broker must get its own again. */
  private static final int FIRST_PORT = 21_000;

  private final Path folder;
  private final Clocks clocks;
  private final List<Integer> controllers;
  private final List<Integer> outside;
  private final List<Integer> inner;
  private final Relay[] between = new Relay[Plan.BROKERS];
  private final Relay[][] fromInstance = new Relay[Plan.BROKERS][Plan.INSTANCES];
  private final int[][] instancePorts = new int[Plan.BROKERS][Plan.INSTANCES];
  private final JavaProcess[] processes = new JavaProcess[Plan.BROKERS];
  private final int[] clock = new int[Plan.BROKERS];
  private final boolean[] setBack = new boolean[Plan.BROKERS];

  /** Starts all of it. */
  Cluster(Path folder, Clocks clocks) throws IOException {
    this.folder = folder;
    this.clocks = clocks;
    List<Integer> ports = freePorts(Plan.BROKERS * (3 + Plan.INSTANCES));
    controllers = ports.subList(0, Plan.BROKERS);
    outside = ports.subList(Plan.BROKERS, 2 * Plan.BROKERS);
    inner = ports.subList(2 * Plan.BROKERS, 3 * Plan.BROKERS);
    int next = 3 * Plan.BROKERS;
    for (int broker = 0; broker < Plan.BROKERS; broker++) {
      between[broker] = new Relay(inner.get(broker));
      for (int instance = 0; instance < Plan.INSTANCES; instance++) {
        instancePorts[broker][instance] = ports.get(next++);
        fromInstance[broker][instance] = new Relay(instancePorts[broker][instance]);
      }
    }
    List<Integer> all = IntStream.range(0, Plan.BROKERS).boxed().toList();
    for (int broker : all) {
      start(broker);
    }
    try {
      all.forEach(this::awaitStart);
    } catch (AssertionError e) {
      all.forEach(broker -> processes[broker].close());
      throw e;
    }
  }

  private static List<Integer> freePorts(int count) {
    List<Integer> free = new ArrayList<>();
    for (int port = FIRST_PORT; free.size() < count; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        free.add(socket.getLocalPort());
      } catch (IOException taken) {
        if (port > FIRST_PORT + 9_000) {
          throw new UncheckedIOException(taken);
        }
      }
    }
    return free;
  }

  /** Starts a broker, which needs another one to come up. */
  void start(int broker) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(folder.resolve(name(broker)).toString());
    arguments.add(String.valueOf(broker + 1));
    arguments.add(controllers.stream().map(String::valueOf).collect(Collectors.joining(",")));
    arguments.add(listener("BETWEEN", inner.get(broker), between[broker].port()));
    arguments.add(listener("OUTSIDE", outside.get(broker), outside.get(broker)));
    for (int instance = 0; instance < Plan.INSTANCES; instance++) {
      arguments.add(
          listener(
              "INSTANCE" + instance,
              instancePorts[broker][instance],
              fromInstance[broker][instance].port()));
    }
    setBack[broker] = false;
    processes[broker] =
        new JavaProcess(
            folder.resolve(name(broker) + ".log"),
            clocks.environment(name(broker)),
            ClusterBroker.class.getName(),
            arguments.toArray(String[]::new));
  }

  private static String listener(String name, int port, int advertised) {
    return name + ":" + port + ":" + advertised;
  }

  void awaitStart(int broker) {
    processes[broker].awaitLine();
  }

  /** Sets the clock of one, so many seconds from the machine's. */
  void setClock(int broker, int seconds) throws IOException {
    clocks.set(name(broker), seconds);
    setBack[broker] |= seconds < clock[broker];
    clock[broker] = seconds;
  }

  /** Whether its clock was set back since it was started. */
  boolean wasSetBack(int broker) {
    return setBack[broker];
  }

  private static String name(int broker) {
    return "broker-" + broker;
  }

  void kill(int broker) throws InterruptedException {
    processes[broker].kill();
  }

  /** Where clients that no fault parts from the cluster connect. */
  String outside() {
    return addresses(outside);
  }

  /** Where an instance connects. */
  String of(int instance) {
    return addresses(
        IntStream.range(0, Plan.BROKERS).mapToObj(b -> fromInstance[b][instance].port()).toList());
  }

  private static String addresses(Collection<Integer> ports) {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** What becomes of an instance's way to brokers. */
  void turn(int instance, List<Integer> brokers, Relay.Way way) {
    brokers.forEach(broker -> fromInstance[broker][instance].turn(way));
  }

  /** What becomes of the way of everybody but the sender to a broker. */
  void turnAll(int broker, Relay.Way way) {
    between[broker].turn(way);
    for (Relay relay : fromInstance[broker]) {
      relay.turn(way);
    }
  }

  @Override
  public void close() throws IOException {
    for (JavaProcess process : processes) {
      process.close();
    }
    for (int broker = 0; broker < Plan.BROKERS; broker++) {
      between[broker].close();
      for (Relay relay : fromInstance[broker]) {
        relay.close();
      }
    }
  }
}
