package org.spectrastreams.model.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.EncodedKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Ed25519 keys and their files: PKCS#8 and SubjectPublicKeyInfo in PEM, as {@code openssl genpkey
 * -algorithm ed25519} writes them, too.
 */
public final class SigningKeys {
  private static final String ALGORITHM = "Ed25519";
  private static final int MAX_BYTES = 4096;
  private static final int ID_BYTES = 8;

  private SigningKeys() {}

  /** A new pair of keys. */
  public static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** What a key is called where it is not shown whole: 16 hexadecimal digits. */
  public static String id(PublicKey key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /**
   * Writes a private key that only its owner may read.
   *
   * @throws IOException if the file exists or cannot be written
   */
  public static void write(Path file, PrivateKey key) throws IOException {
    SecretFile.write(
        file, pem("PRIVATE KEY", key.getEncoded()).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Writes a public key.
   *
   * @throws IOException if the file exists or cannot be written
   */
  public static void write(Path file, PublicKey key) throws IOException {
    Files.writeString(file, pem("PUBLIC KEY", key.getEncoded()), StandardOpenOption.CREATE_NEW);
  }

  private static String pem(String kind, byte[] encoded) {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(encoded);
    return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
  }

  /**
   * Reads a private key.
   *
   * @throws IOException if the file is missing or holds none; the message names it and never shows
   *     what it holds
   */
  public static PrivateKey readPrivate(Path file) throws IOException {
    try {
      EncodedKeySpec spec = new PKCS8EncodedKeySpec(read(file, "PRIVATE KEY"));
      return KeyFactory.getInstance(ALGORITHM).generatePrivate(spec);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no Ed25519 private key", e);
    }
  }

  /**
   * Reads a public key.
   *
   * @throws IOException if the file is missing or holds none
   */
  public static PublicKey readPublic(Path file) throws IOException {
    try {
      EncodedKeySpec spec = new X509EncodedKeySpec(read(file, "PUBLIC KEY"));
      return KeyFactory.getInstance(ALGORITHM).generatePublic(spec);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no Ed25519 public key", e);
    }
  }

  private static byte[] read(Path file, String kind) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(
          file + " has " + Files.size(file) + " bytes; expected a key of at most " + MAX_BYTES);
    }
    String text = Files.readString(file).strip();
    String begin = "-----BEGIN " + kind + "-----";
    String end = "-----END " + kind + "-----";
    if (!text.startsWith(begin) || !text.endsWith(end)) {
      throw new IOException(file + " is no PEM file of a key; expected " + begin);
    }
    try {
      return Base64.getMimeDecoder()
          .decode(text.substring(begin.length(), text.length() - end.length()));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " holds no key: it is no base64", e);
    }
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("every Java platform from 15 on has Ed25519 and SHA-256", e);
  }
}
