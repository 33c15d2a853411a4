package org.spectrastreams.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.stream.broker.Keys;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;

/** Keys as the JDK's keytool makes them. */
class TlsKeysIT {
  @TempDir static Path folder;

  private static Keys one;
  private static Keys other;

  @BeforeAll
  static void make() {
    one = Keys.make(folder, "one");
    other = Keys.make(folder, "other");
  }

  private static Path pem(Keys keys) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys.store())) {
      store.load(in, keys.password().toCharArray());
    }
    byte[] key =
        store.getKey(store.aliases().nextElement(), keys.password().toCharArray()).getEncoded();
    return Files.writeString(
        Path.of(keys.store() + ".key"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
  }

  private static ServiceConfig with(Path certificate) {
    return ServiceConfig.defaults().with("http.tls.certificate", certificate.toString());
  }

  @Test
  void shouldTakeAKeyStoreOrAPairOfPemFiles() throws Exception {
    assertThat(TlsKeys.of(ServiceConfig.defaults())).isEmpty();
    assertThat(TlsKeys.of(with(one.store()).with("http.tls.password", one.password()))).isPresent();
    assertThat(TlsKeys.of(with(one.certificate()).with("http.tls.key", pem(one).toString())))
        .isPresent();
  }

  @Test
  void shouldNameWhatIsWrongAndNoSecret() throws Exception {
    refused(with(folder.resolve("none")), "none is no file");
    refused(with(one.store()).with("http.tls.password", "guessed-5d1e"), "one.p12");
    refused(with(one.certificate()).with("http.tls.key", one.certificate().toString()), "PKCS 8");
    refused(
        with(one.certificate()).with("http.tls.key", pem(other).toString()),
        "is the key of another one");
    Path cut =
        Files.writeString(
            folder.resolve("cut.key"),
            "-----BEGIN PRIVATE KEY-----\nQUFB=\n-----END PRIVATE KEY-----\n");
    refused(with(one.certificate()).with("http.tls.key", cut.toString()), "cut.key is damaged");
  }

  private static void refused(ServiceConfig config, String why) {
    assertThatThrownBy(() -> TlsKeys.of(config))
        .isInstanceOf(ServiceStartException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("guessed-5d1e");
  }
}
