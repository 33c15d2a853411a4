package org.spectrastreams.model.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.engine.EngineException;

class SignaturePolicyIT {
  private static final String MODEL = "tissue@1.0.0";
  private static final String DIGEST = "a".repeat(64);

  private final KeyPair trusted = SigningKeys.generate();
  private final KeyPair other = SigningKeys.generate();
  private final SignaturePolicy required =
      new SignaturePolicy(SignaturePolicy.Mode.REQUIRED, List.of(trusted.getPublic()));

  @TempDir Path folder;

  private static Optional<byte[]> signed(String model, String digest, KeyPair by) {
    return Optional.of(ModelSignature.of(model, digest, by).toText().getBytes(US_ASCII));
  }

  @Test
  void shouldOpenWhatATrustedKeySigned() {
    assertThatCode(() -> required.check(MODEL, DIGEST, signed(MODEL, DIGEST, trusted)))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseWhatIsNotSignedOrByAnotherKeyOrForAnotherPackage() {
    assertThatThrownBy(() -> required.check(MODEL, DIGEST, Optional.empty()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("model tissue@1.0.0 refused: it is not signed")
        .hasMessageContaining("models sign tissue@1.0.0");
    assertThatThrownBy(() -> required.check(MODEL, DIGEST, signed(MODEL, DIGEST, other)))
        .hasMessageContaining(SigningKeys.id(other.getPublic()))
        .hasMessageContaining("not trusted")
        .hasMessageContaining(SigningKeys.id(trusted.getPublic()));
    assertThatThrownBy(() -> required.check(MODEL, "b".repeat(64), signed(MODEL, DIGEST, trusted)))
        .hasMessageContaining("changed after it was signed");
    assertThatThrownBy(() -> required.check("tissue@1.1.0", DIGEST, signed(MODEL, DIGEST, trusted)))
        .hasMessageContaining("of another package");
    assertThatThrownBy(() -> required.check(MODEL, DIGEST, Optional.of(new byte[100])))
        .hasMessageContaining("model.json.sig is no signature");
  }

  @Test
  void shouldNotTakeAnotherKeysSignatureUnderATrustedKeysName() {
    String forged =
        ModelSignature.of(MODEL, DIGEST, other)
            .toText()
            .replace(SigningKeys.id(other.getPublic()), SigningKeys.id(trusted.getPublic()));
    assertThatThrownBy(() -> required.check(MODEL, DIGEST, Optional.of(forged.getBytes(US_ASCII))))
        .isInstanceOf(EngineException.class);
  }

  @Test
  void shouldOnlyWarnOrLookAwayWhereThePolicySaysSo() {
    assertThatCode(() -> SignaturePolicy.OFF.check(MODEL, DIGEST, Optional.empty()))
        .doesNotThrowAnyException();
    SignaturePolicy warn = new SignaturePolicy(SignaturePolicy.Mode.WARN, List.of());
    assertThatCode(() -> warn.check(MODEL, DIGEST, Optional.empty())).doesNotThrowAnyException();
    assertThatThrownBy(() -> new SignaturePolicy(SignaturePolicy.Mode.REQUIRED, List.of()))
        .hasMessageContaining("model.trusted.keys");
  }

  @Test
  void shouldReadTheKeysThatItWroteAndKeepThePrivateOneToItsOwner() throws IOException {
    Path secret = folder.resolve("k");
    Path open = folder.resolve("k.pub");
    SigningKeys.write(secret, trusted.getPrivate());
    SigningKeys.write(open, trusted.getPublic());
    ModelSignature made =
        ModelSignature.of(
            MODEL, DIGEST, SigningKeys.readPrivate(secret), SigningKeys.readPublic(open));
    assertThat(made.isBy(trusted.getPublic(), MODEL, DIGEST)).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> SigningKeys.write(secret, other.getPrivate()))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> SigningKeys.readPublic(secret)).hasMessageContaining("PUBLIC KEY");
    assertThatThrownBy(
            () -> ModelSignature.of(MODEL, DIGEST, trusted.getPrivate(), other.getPublic()))
        .hasMessageContaining("two pairs");
  }
}
