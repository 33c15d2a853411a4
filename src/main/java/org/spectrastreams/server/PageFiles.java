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
    "address.js",
    "api.js",
    "app.js",
    "contextcards.js",
    "dom.js",
    "exportmenu.js",
    "imagecaption.js",
    "imagelist.js",
    "imagemodel.js",
    "imageview.js",
    "inspector.js",
    "legend.js",
    "methods.js",
    "palettes.js",
    "pixelview.js",
    "selection.js",
    "servicestate.js",
    "spectrumpanel.js",
    "tabs.js",
    "thumbnails.js",
    "map/lasso.js",
    "map/layerbar.js",
    "map/layerpicture.js",
    "map/layerstore.js",
    "map/mapcanvas.js",
    "map/mapgestures.js",
    "map/mappicture.js",
    "map/readout.js",
    "map/scalebar.js",
    "map/spectrumtable.js",
    "plot/canvasview.js",
    "plot/latentplot.js",
    "plot/planeplot.js",
    "plot/spectrumplot.js",
    "plot/stripplot.js"
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
