package org.spectrastreams.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes an image in any of the formats. For any thread. */
public final class Exports {
  private Exports() {}

  /** Whether a format is made of the results themselves, not of the map alone. */
  public static boolean needsResults(ExportFormat format) {
    return format == ExportFormat.CSV || format == ExportFormat.PARQUET;
  }

  /**
   * Writes one file; the stream stays open.
   *
   * @param image of PNG the first layer is written
   * @param records only read where {@link #needsResults}
   * @throws IllegalArgumentException if the image cannot be written so; the message says what can
   */
  public static void write(
      ExportFormat format, MapSnapshot image, ResultRecords records, OutputStream out)
      throws IOException, InterruptedException {
    if (image.layers().isEmpty()) {
      throw new IllegalArgumentException(
          "image " + image.id() + " has no layer: nothing of it could be scored");
    }
    switch (format) {
      case OME_TIFF -> OmeTiff.write(image, out);
      case OME_ZARR -> {
        ZipOutputStream zip = new ZipOutputStream(out);
        OmeZarr.write(
            image,
            (path, bytes) -> {
              ZipEntry entry = new ZipEntry(image.id() + ".ome.zarr/" + path);
              entry.setTime(image.status().getLastResultMs());
              zip.putNextEntry(entry);
              zip.write(bytes);
              zip.closeEntry();
            });
        zip.finish();
      }
      case PNG -> MapPicture.write(image, image.layers().get(0), out);
      case CSV -> ResultsCsv.write(image, records, out);
      case PARQUET -> ResultsParquet.write(image, records, out);
      case REPORT -> SessionReport.write(image, out);
    }
  }

  /** Writes OME-Zarr as a folder, which must not be there yet. */
  public static void writeZarr(MapSnapshot image, Path folder) throws IOException {
    Files.createDirectory(folder);
    OmeZarr.write(
        image,
        (path, bytes) -> {
          Path file = folder.resolve(path);
          Files.createDirectories(file.getParent());
          Files.write(file, bytes);
        });
  }
}
