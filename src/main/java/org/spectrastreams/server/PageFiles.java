package org.spectrastreams.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The viewer's files, read into memory at the start. A request names one of them exactly or gets
 * nothing: no path is ever resolved.
 */
final class PageFiles {
  /**
   * One file.
   *
   * @param type its content type
   * @param bytes its content; not written to
   */
  record PageFile(String type, byte[] bytes) {}

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "md", "text/plain; charset=utf-8");

  private static final String[] NAMES = {
    "index.html",
    "style.css",
    "icon.svg",
    "api.md",
    "api.js",
    "app.js",
    "canvasview.js",
    "contextcards.js",
    "dom.js",
    "imagelist.js",
    "inspector.js",
    "lasso.js",
    "latentplot.js",
    "layerstore.js",
    "legend.js",
    "mapcanvas.js",
    "mappicture.js",
    "methods.js",
    "palettes.js",
    "planeplot.js",
    "selection.js",
    "spectrumplot.js",
    "spectrumtable.js",
    "stripplot.js",
    "tabs.js"
  };

  private final Map<String, PageFile> files = new TreeMap<>();

  PageFiles() {
    for (String name : NAMES) {
      files.put(
          "/" + name,
          new PageFile(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), read(name)));
    }
    files.put("/", files.get("/index.html"));
    files.put("/api", files.get("/api.md"));
  }

  /** The file at this path of the server. */
  Optional<PageFile> find(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** The paths that have a file. */
  Iterable<String> paths() {
    return files.keySet();
  }

  private static byte[] read(String name) {
    try (InputStream in = PageFiles.class.getResourceAsStream("/web/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the viewer's file web/" + name + " is not in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
