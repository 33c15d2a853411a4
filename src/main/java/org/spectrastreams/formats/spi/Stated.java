package org.spectrastreams.formats.spi;

import java.util.function.Function;

/**
 * A fact about a file and where it comes from.
 *
 * @param value the fact
 * @param from where it stands or who said it, for instance {@code header field "wavelength units"},
 *     {@code --unit}, {@code not stated}
 */
public record Stated<T>(T value, String from) {
  /** The same origin with another value. */
  public <S> Stated<S> map(Function<T, S> change) {
    return new Stated<>(change.apply(value), from);
  }
}
