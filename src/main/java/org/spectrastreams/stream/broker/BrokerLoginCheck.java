package org.spectrastreams.stream.broker;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;

/**
 * How the embedded broker checks who comes: against the one {@link BrokerLogin}, which its settings
 * hold, and not against users in its log, where it would have to let somebody in to write them.
 * Made by Kafka; thread-safe.
 */
public final class BrokerLoginCheck implements AuthenticateCallbackHandler {
  private static final int ITERATIONS = 4_096;

  private volatile String user;
  private volatile ScramCredential credential;

  @Override
  public void configure(
      Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
    Map<String, ?> options = entries.get(0).getOptions();
    user = String.valueOf(options.get("username"));
    try {
      credential =
          new ScramFormatter(ScramMechanism.forMechanismName(mechanism))
              .generateCredential(String.valueOf(options.get("password")), ITERATIONS);
    } catch (GeneralSecurityException unknown) {
      throw new IllegalStateException("this JVM has no " + mechanism, unknown);
    }
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    String name = null;
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback named) {
        name = named.getDefaultName();
      } else if (callback instanceof ScramCredentialCallback wanted) {
        wanted.scramCredential(user.equals(name) ? credential : null);
      } else {
        throw new UnsupportedCallbackException(callback);
      }
    }
  }

  @Override
  public void close() {
    credential = null;
  }
}
