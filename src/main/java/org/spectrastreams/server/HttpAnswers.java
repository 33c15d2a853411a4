package org.spectrastreams.server;

import io.javalin.http.Context;
import java.util.regex.Pattern;

/** What the routes share: how parameters are read, and how JSON, CSV and problems are answered. */
final class HttpAnswers {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

  private HttpAnswers() {}

  /** An error that is answered with a status and a message. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final int status;

    RefusedException(int status, String message) {
      super(message, null, false, false);
      this.status = status;
    }
  }

  /** Whether CSV is asked for. */
  static boolean asCsv(Context ctx) {
    String format = ctx.queryParam("format");
    if (format != null && !format.equals("csv") && !format.equals("json")) {
      throw new RefusedException(400, "format is none; expected json or csv");
    }
    return "csv".equals(format);
  }

  /** Announces a CSV file of this name. */
  static void csv(Context ctx, String name) {
    ctx.contentType("text/csv; charset=utf-8");
    ctx.header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
  }

  /** A query parameter that is a number from 0 to 999999. */
  static int parameter(Context ctx, String name, int otherwise) {
    String text = ctx.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    if (!NUMBER.matcher(text).matches()) {
      throw new RefusedException(400, name + " is no number; expected 0 to 999999");
    }
    return Integer.parseInt(text);
  }

  /** A path parameter that is a pixel column or row. */
  static int coordinate(Context ctx, String name, int side) {
    String text = ctx.pathParam(name);
    if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) >= side) {
      throw new RefusedException(
          404, "no such pixel: expected %s from 0 to %d".formatted(name, side - 1));
    }
    return Integer.parseInt(text);
  }

  /** Answers one of the records of {@link ViewerJson}, or another plain value. */
  static void json(Context ctx, Object value) {
    ctx.contentType("application/json; charset=utf-8").result(ViewerJson.write(value));
  }

  /** Answers an error. */
  static void problem(Context ctx, int status, String message) {
    ctx.attribute("answered", true);
    ctx.status(status);
    json(ctx, new ViewerJson.Problem(status, message));
  }
}
