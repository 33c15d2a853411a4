package org.spectrastreams.server.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;

/** The server's key and certificate, from PEM files or a PKCS12 key store. */
public final class TlsKeys {
  private static final Logger LOG = LoggerFactory.getLogger(TlsKeys.class);
  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /** Algorithms of keys, and a signature of each to prove a pair by. */
  private static final Map<String, String> ALGORITHMS =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private TlsKeys() {}

  /**
   * What the server shows; empty where {@code http.tls.certificate} is not set.
   *
   * @throws ServiceStartException if a file cannot be read, or the two do not belong together; the
   *     message names key and file, and never says what is in it
   */
  public static Optional<SSLContext> of(ServiceConfig config) {
    if (!config.hasHttpTls()) {
      return Optional.empty();
    }
    Path certificate = config.httpTlsCertificate();
    char[] password = config.httpTlsPassword().toCharArray();
    try {
      byte[] bytes = read("http.tls.certificate", certificate);
      KeyStore store;
      if (new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN")) {
        store = ofPem(config, bytes, password);
      } else {
        store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(bytes), password);
      }
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return Optional.of(context);
    } catch (IOException | GeneralSecurityException unusable) {
      throw new ServiceStartException(
          "http.tls.certificate "
              + certificate
              + " cannot be used: "
              + unusable.getMessage()
              + "; expected PEM with the chain, and the key in http.tls.key, or a PKCS12 key store"
              + " with http.tls.password",
          unusable);
    }
  }

  /**
   * Looks whether they can be used, before anything is started for them.
   *
   * @throws ServiceStartException as {@link #of}
   */
  public static void require(ServiceConfig config) {
    Optional<SSLContext> usable = of(config);
    LOG.debug("HTTP {} TLS", usable.isPresent() ? "with" : "without");
  }

  private static KeyStore ofPem(ServiceConfig config, byte[] chain, char[] password)
      throws IOException, GeneralSecurityException {
    Certificate[] certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(chain))
            .toArray(Certificate[]::new);
    if (certificates.length == 0) {
      throw new IOException("it has no certificate");
    }
    Path file = config.httpTlsKey();
    Matcher pem = KEY.matcher(new String(read("http.tls.key", file), StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw new IOException(
          "http.tls.key "
              + file
              + " has no BEGIN PRIVATE KEY (PKCS 8 without a password: openssl pkcs8 -topk8"
              + " -nocrypt)");
    }
    PrivateKey key = key(decoded(pem.group(1), file));
    requirePair(key, certificates[0], file);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    store.setKeyEntry("http", key, password, certificates);
    return store;
  }

  private static byte[] decoded(String base64, Path file) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException damaged) {
      throw new IOException("http.tls.key " + file + " is damaged: it is no base64", damaged);
    }
  }

  private static PrivateKey key(byte[] encoded) throws GeneralSecurityException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(encoded);
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException ofAnotherKind) {
        LOG.debug("the key is none of {}", algorithm);
      }
    }
    throw new InvalidKeySpecException("the key is none of RSA, EC, EdDSA");
  }

  private static void requirePair(PrivateKey key, Certificate certificate, Path file)
      throws GeneralSecurityException {
    byte[] any = {1, 2, 3};
    String algorithm = ALGORITHMS.get(key.getAlgorithm());
    boolean pair = false;
    if (algorithm != null && certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(any);
      byte[] signature = signing.sign();
      signing.initVerify(certificate);
      signing.update(any);
      pair = signing.verify(signature);
    }
    if (!pair) {
      throw new GeneralSecurityException("http.tls.key " + file + " is the key of another one");
    }
  }

  private static byte[] read(String key, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(key + " " + file + " is no file");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(key + " " + file + " is longer than " + MOST_BYTES + " bytes");
    }
    return Files.readAllBytes(file);
  }
}
