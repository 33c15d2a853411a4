package org.spectrastreams.export;

import java.util.Arrays;
import java.util.Optional;

/** What an image can be exported as. */
public enum ExportFormat {
  /** All layers as channels of float32 in one file. */
  OME_TIFF("ome-tiff", ".ome.tif", "image/tiff"),
  /** The same as OME-Zarr 0.4; one file is a zip of it. */
  OME_ZARR("ome-zarr", ".ome.zarr.zip", "application/zip"),
  /** One layer as a picture with scale bar and legend. */
  PNG("png", ".png", "image/png"),
  /** The result of every pixel. */
  CSV("csv", ".csv", "text/csv; charset=utf-8"),
  /** The same as Apache Parquet, with types. */
  PARQUET("parquet", ".parquet", "application/vnd.apache.parquet"),
  /** Everything for people, in one HTML file. */
  REPORT("report", ".html", "text/html; charset=utf-8");

  private final String id;
  private final String ending;
  private final String contentType;

  ExportFormat(String id, String ending, String contentType) {
    this.id = id;
    this.ending = ending;
    this.contentType = contentType;
  }

  /** Its name in commands and addresses. */
  public String id() {
    return id;
  }

  /** What the names of its files end with. */
  public String ending() {
    return ending;
  }

  public String contentType() {
    return contentType;
  }

  /** The format of this name. */
  public static Optional<ExportFormat> find(String id) {
    return Arrays.stream(values()).filter(format -> format.id.equals(id)).findFirst();
  }

  /** The name in commands and addresses. */
  @Override
  public String toString() {
    return id;
  }
}
