package org.spectrastreams.model.signature;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.engine.EngineException;

/** Which packages may be opened. Thread-safe. */
public final class SignaturePolicy {
  /** What becomes of a package without a signature of a trusted key. */
  public enum Mode {
    /** It is refused. */
    REQUIRED,
    /** It is opened, and the log says so once. */
    WARN,
    /** It is opened; signatures are not looked at. */
    OFF
  }

  /** Signatures are not looked at. */
  public static final SignaturePolicy OFF = new SignaturePolicy(Mode.OFF, List.of());

  private static final Logger LOG = LoggerFactory.getLogger(SignaturePolicy.class);

  private final Mode mode;
  private final List<PublicKey> trusted;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  /**
   * A policy.
   *
   * @param trusted keys whose signatures count
   */
  public SignaturePolicy(Mode mode, List<PublicKey> trusted) {
    this.mode = mode;
    this.trusted = List.copyOf(trusted);
    if (mode == Mode.REQUIRED && trusted.isEmpty()) {
      throw new IllegalArgumentException(
          "model.signatures is required and model.trusted.keys names no key: no model could be"
              + " opened");
    }
  }

  /**
   * A policy with keys from files.
   *
   * @throws IOException if a file is missing or holds no public key
   */
  public static SignaturePolicy of(Mode mode, List<Path> keys) throws IOException {
    List<PublicKey> read = new ArrayList<>();
    for (Path file : keys) {
      read.add(SigningKeys.readPublic(file));
    }
    return new SignaturePolicy(mode, read);
  }

  /**
   * Refuses a package, or warns of it, as the policy says.
   *
   * @param model {@code name@version}
   * @param digest of its manifest
   * @param signature the file beside its manifest; empty where there is none
   * @throws EngineException if it is refused; the message says why and what to do
   */
  public void check(String model, String digest, Optional<byte[]> signature) {
    if (mode == Mode.OFF) {
      return;
    }
    Optional<String> wrong = fault(model, digest, signature);
    if (wrong.isPresent() && mode == Mode.REQUIRED) {
      throw new EngineException("model " + model + " refused: " + wrong.get());
    }
    if (wrong.isPresent() && warned.add(model + digest)) {
      LOG.warn("model {}: {}; it is used all the same (model.signatures=warn)", model, wrong.get());
    }
  }

  /** What is wrong with a signature; empty where a trusted key made it for this package. */
  public Optional<String> fault(String model, String digest, Optional<byte[]> signature) {
    if (signature.isEmpty()) {
      return Optional.of(
          "it is not signed; sign it, ./spectra models sign " + model + " --key FILE");
    }
    ModelSignature found;
    try {
      found = ModelSignature.parse(signature.get());
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
    List<PublicKey> named =
        trusted.stream().filter(key -> SigningKeys.id(key).equals(found.keyId())).toList();
    if (named.isEmpty()) {
      return Optional.of(
          "it is signed by key "
              + found.keyId()
              + ", which is not trusted; model.trusted.keys has "
              + trusted.stream().map(SigningKeys::id).toList());
    }
    return named.stream().anyMatch(key -> found.isBy(key, model, digest))
        ? Optional.empty()
        : Optional.of(
            "its signature by key "
                + found.keyId()
                + " is of another package: it was changed after it was signed");
  }
}
