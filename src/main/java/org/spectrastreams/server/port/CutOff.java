package org.spectrastreams.server.port;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** Ends an answer that has begun and cannot be finished. */
public final class CutOff {
  private CutOff() {}

  /** Hangs up, so that nobody takes the part that was sent for the whole. */
  public static void hangUp(HttpServletRequest request) {
    ServletContextRequest.getServletContextRequest(request)
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }
}
