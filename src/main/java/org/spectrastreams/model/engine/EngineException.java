package org.spectrastreams.model.engine;

/** An engine could not be opened or could not score; not the fault of a spectrum. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
