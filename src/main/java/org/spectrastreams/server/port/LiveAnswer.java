package org.spectrastreams.server.port;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code /health/live}: alive as long as this answers. It comes before everything that may wait,
 * and never waits itself; no token is needed, and nothing is told.
 */
final class LiveAnswer extends Handler.Wrapper {
  static final String PATH = "/health/live";

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!Request.getPathInContext(request).equals(PATH)) {
      return super.handle(request, response, callback);
    }
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      Response.writeError(request, response, callback, 405);
      return true;
    }
    SecurityHeaders.put(response.getHeaders());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
    Content.Sink.write(response, true, "{\"status\":\"UP\"}", callback);
    return true;
  }
}
