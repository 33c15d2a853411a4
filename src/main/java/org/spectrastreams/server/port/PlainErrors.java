package org.spectrastreams.server.port;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What is no request at all is answered in a few words that repeat nothing of it. */
final class PlainErrors extends ErrorHandler {
  private static final String TYPE = "application/json; charset=utf-8";

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    SecurityHeaders.put(response.getHeaders());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPE);
    Content.Sink.write(response, true, text(response.getStatus()), callback);
    return true;
  }

  private static String text(int status) {
    return "{\"status\":" + status + ",\"error\":\"this is not answered\"}";
  }
}
