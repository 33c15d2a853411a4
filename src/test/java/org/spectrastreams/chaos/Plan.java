package org.spectrastreams.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Which faults come, in which order: rounds of one or two at once, drawn from a seed. */
final class Plan {
  static final int BROKERS = 3;
  static final int INSTANCES = 3;

  /** The versions of the model that are switched between; the last is in use at first. */
  static final List<String> VERSIONS = List.of("1.0.0", "1.1.0");

  private static final int HOUR = 3_600; // s

  private final Random random;
  private int version = VERSIONS.size() - 1;

  private Plan(long seed) {
    random = new Random(seed);
  }

  /**
   * Draws rounds until so many processes are killed; for two kills there is about one of each other
   * kind of fault among four. Where clocks can be set, they are set first: by an hour ahead and an
   * hour back, of an instance and of a broker, also both at once.
   *
   * @param clocks whether clocks can be set
   */
  static List<List<Fault>> draw(long seed, int kills, boolean clocks) {
    Plan plan = new Plan(seed);
    List<List<Fault>> rounds = new ArrayList<>(clocks ? plan.hours() : List.of());
    int killed = 0;
    while (killed < kills) {
      List<Fault> round = new ArrayList<>(List.of(plan.next(clocks)));
      if (plan.random.nextInt(5) == 0) {
        Fault second = plan.next(clocks);
        if (!second.kind().equals(round.get(0).kind())
            && !(endsInstance(second) && endsInstance(round.get(0)))) {
          round.add(second);
        }
      }
      killed += round.stream().mapToInt(Fault::kills).sum();
      rounds.add(List.copyOf(round));
    }
    return rounds;
  }

  private List<List<Fault>> hours() {
    int instance = random.nextInt(INSTANCES);
    int broker = random.nextInt(BROKERS);
    return List.of(
        List.of(new Fault.ClockJump(instance, HOUR)),
        List.of(new Fault.ClockJump(instance, -HOUR)),
        List.of(new Fault.BrokerClockJump(broker, HOUR)),
        List.of(new Fault.BrokerClockJump(broker, -HOUR)),
        List.of(new Fault.ClockJump(instance, HOUR), new Fault.BrokerClockJump(broker, 0)),
        List.of(new Fault.ClockJump(instance, 0)));
  }

  private static boolean endsInstance(Fault fault) {
    return fault instanceof Fault.KillInstance || fault instanceof Fault.KillStartingInstance;
  }

  private Fault next(boolean clocks) {
    return switch (random.nextInt(clocks ? 16 : 14)) {
      case 0, 1, 2, 3 -> new Fault.KillInstance(random.nextInt(INSTANCES), random.nextInt(9_000));
      case 4 -> new Fault.KillStartingInstance(random.nextInt(INSTANCES), random.nextInt(6_000));
      case 5, 6, 7 ->
          new Fault.KillBrokers(List.of(random.nextInt(BROKERS)), random.nextInt(9_000));
      case 8 -> new Fault.KillBrokers(two(), random.nextInt(5_000));
      case 9 -> new Fault.PartInstance(random.nextInt(INSTANCES), List.of(0, 1, 2), way(), lasts());
      case 10 -> new Fault.PartInstance(random.nextInt(INSTANCES), two(), way(), lasts());
      case 11 -> new Fault.PartBroker(random.nextInt(BROKERS), way(), lasts());
      case 12 -> switchModel();
      case 13 -> new Fault.Poison(random.nextInt());
      case 14 -> new Fault.ClockJump(random.nextInt(INSTANCES), jump());
      default -> new Fault.BrokerClockJump(random.nextInt(BROKERS), jump());
    };
  }

  /** Up to two hours back or ahead, in s. */
  private int jump() {
    return random.nextInt(4 * HOUR) - 2 * HOUR;
  }

  private Fault switchModel() {
    version = 1 - version;
    return new Fault.SwitchModel(VERSIONS.get(version));
  }

  private List<Integer> two() {
    int first = random.nextInt(BROKERS);
    return List.of(first, (first + 1 + random.nextInt(BROKERS - 1)) % BROKERS);
  }

  private Relay.Way way() {
    return random.nextBoolean() ? Relay.Way.CUT : Relay.Way.STALLED;
  }

  /** Shorter and longer than sessions last, which is 6 s. */
  private int lasts() {
    return 1_000 + random.nextInt(14_000);
  }
}
