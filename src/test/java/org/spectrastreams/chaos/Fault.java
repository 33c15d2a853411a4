package org.spectrastreams.chaos;

import java.util.List;

/** Something that goes wrong. Instances and brokers are counted from 0, times are in ms. */
sealed interface Fault {
  /** What it is, one word, for tables. */
  default String kind() {
    return getClass().getSimpleName();
  }

  /** How many processes it ends by SIGKILL. */
  default int kills() {
    return 0;
  }

  /** An instance is killed and started again. */
  record KillInstance(int instance, int back) implements Fault {
    @Override
    public int kills() {
      return 1;
    }
  }

  /** An instance is killed, started again, and killed once more while it starts. */
  record KillStartingInstance(int instance, int startsFor) implements Fault {
    @Override
    public int kills() {
      return 2;
    }
  }

  /** Brokers are killed at once and started again: with two of three nothing can be written. */
  record KillBrokers(List<Integer> brokers, int back) implements Fault {
    @Override
    public int kills() {
      return brokers.size();
    }
  }

  /** An instance reaches one broker no more, or none. */
  record PartInstance(int instance, List<Integer> brokers, Relay.Way way, int lasts)
      implements Fault {}

  /** A broker is reached by no instance and by no other broker; it still hears the controllers. */
  record PartBroker(int broker, Relay.Way way, int lasts) implements Fault {}

  /** Another version of the model is asked for. */
  record SwitchModel(String version) implements Fault {}

  /** Records that are no spectra, or dangerous ones. */
  record Poison(int seed) implements Fault {}

  /** The clock of an instance is set, so many seconds from the machine's. */
  record ClockJump(int instance, int seconds) implements Fault {}

  /** The clock of a broker is set, so many seconds from the machine's. */
  record BrokerClockJump(int broker, int seconds) implements Fault {}
}
