package org.spectrastreams.model.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The signature of one package: one line, {@code ed25519 KEY-ID SIGNATURE}, in a file beside the
 * manifest. What is signed is a line of text, {@code spectra-model-v1 NAME@VERSION DIGEST}, where
 * the digest is the SHA-256 of the manifest and so of everything the manifest lists.
 *
 * @param keyId which key made it, {@link SigningKeys#id}
 * @param base64 the 64 bytes
 */
public record ModelSignature(String keyId, String base64) {
  /** The file's name in a package. */
  public static final String FILE = "model.json.sig";

  /** The longest file that is read. */
  public static final int MAX_BYTES = 1024;

  private static final Pattern LINE =
      Pattern.compile("ed25519 ([0-9a-f]{16}) ([A-Za-z0-9+/]{86}==)\\s*");

  /**
   * Signs a package.
   *
   * @param model {@code name@version}
   * @param digest of its manifest
   * @param publicKey the one of {@code privateKey}; that they belong together is checked
   * @throws IllegalArgumentException if they do not
   */
  public static ModelSignature of(
      String model, String digest, PrivateKey privateKey, PublicKey publicKey) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(privateKey);
      signature.update(message(model, digest));
      ModelSignature made =
          new ModelSignature(
              SigningKeys.id(publicKey), Base64.getEncoder().encodeToString(signature.sign()));
      if (!made.isBy(publicKey, model, digest)) {
        throw new IllegalArgumentException("the private and the public key are of two pairs");
      }
      return made;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key cannot sign: " + e.getMessage(), e);
    }
  }

  /** Signs with a pair of keys. */
  public static ModelSignature of(String model, String digest, KeyPair pair) {
    return of(model, digest, pair.getPrivate(), pair.getPublic());
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ModelSignature parse(byte[] file) {
    Matcher line = LINE.matcher(new String(file, StandardCharsets.US_ASCII));
    if (!line.matches()) {
      throw new IllegalArgumentException(
          FILE + " is no signature; expected one line, ed25519 KEY-ID SIGNATURE");
    }
    return new ModelSignature(line.group(1), line.group(2));
  }

  /** What stands in the file. */
  public String toText() {
    return "ed25519 " + keyId + " " + base64 + "\n";
  }

  /** Whether this key made it, for this very package. */
  public boolean isBy(PublicKey key, String model, String digest) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(message(model, digest));
      return signature.verify(Base64.getDecoder().decode(base64));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] message(String model, String digest) {
    return ("spectra-model-v1 " + model + " " + digest + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
