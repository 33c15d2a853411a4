package org.spectrastreams.server.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often one address may ask for what costs much: so many times a minute, a quarter of that at
 * once. Of an IPv6 address the first 64 bits count: the rest is for whoever has them to choose.
 * Thread-safe; remembers the {@value #MOST} addresses that asked last.
 */
public final class Rates {
  private static final int MOST = 10_000;
  private static final int BYTES_THAT_COUNT = 8;
  private static final double MINUTE = TimeUnit.MINUTES.toNanos(1);

  /** What an address may still ask for, as of a time. */
  private record Left(double requests, long nanos) {}

  private final double perMinute;
  private final double atOnce;
  private final LongSupplier nanos;
  private final Map<String, Left> addresses =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Left> eldest) {
          return size() > MOST;
        }
      };

  /**
   * For one kind of request.
   *
   * @param nanos a clock, as {@link System#nanoTime}
   */
  public Rates(int perMinute, LongSupplier nanos) {
    this.perMinute = perMinute;
    this.atOnce = Math.max(1, perMinute / 4.0);
    this.nanos = nanos;
  }

  /** Whether the address may ask once more now. */
  public synchronized boolean take(String address) {
    long now = nanos.getAsLong();
    String from = whose(address);
    Left before = addresses.getOrDefault(from, new Left(atOnce, now));
    double left = Math.min(atOnce, before.requests() + (now - before.nanos()) / MINUTE * perMinute);
    addresses.put(from, new Left(left >= 1 ? left - 1 : left, now));
    return left >= 1;
  }

  private static String whose(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      // A literal: nobody is asked for it.
      byte[] bits = InetAddress.getByName(address).getAddress();
      return HexFormat.of().formatHex(bits, 0, Math.min(bits.length, BYTES_THAT_COUNT));
    } catch (UnknownHostException noLiteral) {
      return address;
    }
  }

  /** After how many seconds one more is allowed at the latest. */
  public int secondsToWait() {
    return (int) Math.ceil(60 / perMinute);
  }
}
