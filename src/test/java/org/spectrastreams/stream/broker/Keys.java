package org.spectrastreams.stream.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Fixture: keys and certificates of one party, made by the JDK's keytool. */
public record Keys(Path store, Path certificate, String password) {
  /**
   * Makes a key and its own certificate for 127.0.0.1 and localhost.
   *
   * @param name the common name
   */
  public static Keys make(Path folder, String name) {
    Keys keys =
        new Keys(
            folder.resolve(name + ".p12"),
            folder.resolve(name + ".pem"),
            "pass-of-" + name + "-9c1f");
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "30",
        "-dname",
        "CN=" + name,
        "-ext",
        "SAN=IP:127.0.0.1,DNS:localhost",
        "-storetype",
        "PKCS12",
        "-keystore",
        keys.store.toString(),
        "-storepass",
        keys.password);
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        name,
        "-keystore",
        keys.store.toString(),
        "-storepass",
        keys.password,
        "-file",
        keys.certificate.toString());
    return keys;
  }

  private static void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.add("-J-XX:TieredStopAtLevel=1");
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError("keytool: " + said);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("keytool cannot be run", e);
    }
  }
}
