package org.spectrastreams.stream.broker;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * What a port of a Kafka broker speaks, found by asking it: Kafka's own client hears nothing but a
 * connection that is closed when it speaks TLS to a port without, or the other way round, or comes
 * without a login to a port that wants one.
 *
 * @param tls whether it wants TLS
 * @param mechanisms the SASL mechanisms of its login; empty where it wants none, and where it will
 *     not talk to this client at all
 */
record BrokerPort(boolean tls, List<String> mechanisms) {
  // SaslHandshake, version 1: of the Kafka protocol, KIP-43 and KIP-152.
  private static final short SASL_HANDSHAKE = 17;
  private static final short VERSION = 1;
  private static final int CORRELATION = 0x5e_c7_4a;
  private static final int MOST_BYTES = 4_096;
  private static final int MOST_MECHANISMS = 50;

  /**
   * Asks.
   *
   * @param millis the longest time of each of three tries
   * @param trust makes connections with the keys of the client
   * @return empty where nobody listens, or it is no Kafka broker
   */
  static Optional<BrokerPort> ask(InetSocketAddress address, int millis, SSLSocketFactory trust) {
    try (Socket plain = open(address, millis)) {
      return Optional.of(new BrokerPort(false, mechanisms(plain)));
    } catch (IOException notPlain) {
      return speaksTls(address, millis)
          ? Optional.of(new BrokerPort(true, mechanismsBehindTls(address, millis, trust)))
          : Optional.empty();
    }
  }

  private static List<String> mechanismsBehindTls(
      InetSocketAddress address, int millis, SSLSocketFactory trust) {
    try (Socket socket = open(address, millis);
        Socket secure =
            trust.createSocket(socket, address.getHostString(), address.getPort(), true)) {
      return mechanisms(secure);
    } catch (IOException refused) {
      return List.of();
    }
  }

  /** A port without a login answers, too: with an error and no mechanism. */
  private static List<String> mechanisms(Socket socket) throws IOException {
    byte[] any = "ANY".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer request = ByteBuffer.allocate(16 + any.length);
    request.putInt(request.capacity() - 4).putShort(SASL_HANDSHAKE).putShort(VERSION);
    request.putInt(CORRELATION).putShort((short) -1).putShort((short) any.length).put(any);
    socket.getOutputStream().write(request.array());
    DataInputStream answer = new DataInputStream(socket.getInputStream());
    int length = answer.readInt();
    if (length < 10 || length > MOST_BYTES || answer.readInt() != CORRELATION) {
      throw new IOException("no answer of a Kafka broker");
    }
    answer.readShort(); // the error: that there is no mechanism of that name, or no login
    int count = answer.readInt();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MOST_MECHANISMS); i++) {
      byte[] name = new byte[Math.min(answer.readUnsignedShort(), MOST_BYTES)];
      answer.readFully(name);
      found.add(new String(name, StandardCharsets.US_ASCII).replaceAll("[^A-Z0-9_-]", "?"));
    }
    return List.copyOf(found);
  }

  /** A certificate that is not trusted, or one that is asked for, is TLS all the same. */
  private static boolean speaksTls(InetSocketAddress address, int millis) {
    try (Socket socket = open(address, millis)) {
      SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
      try (SSLSocket secure =
          (SSLSocket)
              factory.createSocket(socket, address.getHostString(), address.getPort(), true)) {
        secure.startHandshake();
        return true;
      }
    } catch (SSLHandshakeException refused) {
      return !(refused.getCause() instanceof EOFException);
    } catch (SSLException noTls) {
      return false;
    } catch (IOException gone) {
      return false;
    }
  }

  private static Socket open(InetSocketAddress address, int millis) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(address, millis);
      socket.setSoTimeout(millis);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
