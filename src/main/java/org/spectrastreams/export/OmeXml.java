package org.spectrastreams.export;

import java.util.Map;
import java.util.Optional;
import org.spectrastreams.spectrum.StagePlaces;

/**
 * The OME-XML (schema 2016-06) of an image with one channel a layer. What is not known is left out;
 * characters beyond ASCII are written by number, because TIFF takes its description for ASCII.
 */
final class OmeXml {
  private static final String NAMESPACE = "http://www.openmicroscopy.org/Schemas/OME/2016-06";

  private OmeXml() {}

  /** The document for planes that lie in the file in the order of the layers. */
  static String of(MapSnapshot image) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    xml.append("<OME xmlns=\"").append(NAMESPACE).append('"');
    xml.append(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"");
    xml.append(NAMESPACE).append(' ').append(NAMESPACE).append("/ome.xsd\"");
    attribute(xml, "Creator", creator(image));
    xml.append("><Image ID=\"Image:0\"");
    attribute(xml, "Name", image.id());
    xml.append('>');
    image
        .measurement()
        .acquired()
        .ifPresent(
            time ->
                xml.append("<AcquisitionDate>")
                    .append(
                        time.withNano(0)
                            .format(java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME))
                    .append("</AcquisitionDate>"));
    if (image.status().getSimulated()) {
      xml.append("<Description>SIMULATED: computed spectra, not measured</Description>");
    }
    pixels(image, xml);
    xml.append("<AnnotationRef ID=\"Annotation:0\"/></Image>");
    annotations(image, xml);
    return xml.append("</OME>").toString();
  }

  static String creator(MapSnapshot image) {
    String version = image.status().getProvenance().getServiceVersion();
    return version.isEmpty() ? "Spectra Streams" : "Spectra Streams " + version;
  }

  private static void pixels(MapSnapshot image, StringBuilder xml) {
    int channels = image.layers().size();
    xml.append("<Pixels ID=\"Pixels:0\" DimensionOrder=\"XYCZT\" Type=\"float\"");
    xml.append(" BigEndian=\"false\" Interleaved=\"false\"");
    attribute(xml, "SizeX", Integer.toString(image.width()));
    attribute(xml, "SizeY", Integer.toString(image.height()));
    xml.append(" SizeZ=\"1\" SizeT=\"1\"");
    attribute(xml, "SizeC", Integer.toString(channels));
    MapSnapshot.PixelSize size = image.pixelSize();
    if (size.isKnown()) {
      attribute(xml, "PhysicalSizeX", Double.toString(size.x()));
      attribute(xml, "PhysicalSizeXUnit", "µm");
      attribute(xml, "PhysicalSizeY", Double.toString(size.y()));
      attribute(xml, "PhysicalSizeYUnit", "µm");
    }
    xml.append('>');
    for (int c = 0; c < channels; c++) {
      xml.append("<Channel ID=\"Channel:0:").append(c).append("\" SamplesPerPixel=\"1\"");
      attribute(xml, "Name", image.layers().get(c).id());
      xml.append("/>");
    }
    for (int c = 0; c < channels; c++) {
      xml.append("<TiffData FirstC=\"").append(c).append("\" FirstZ=\"0\" FirstT=\"0\" IFD=\"");
      xml.append(c).append("\" PlaneCount=\"1\"/>");
    }
    for (int c = 0; c < channels; c++) {
      xml.append("<Plane TheC=\"").append(c).append("\" TheZ=\"0\" TheT=\"0\"");
      position(image.places(), xml);
      xml.append("/>");
    }
    xml.append("</Pixels>");
  }

  /** Of pixel (0, 0); in the stage's own frame where its unit is no length that is known. */
  private static void position(Optional<StagePlaces> places, StringBuilder xml) {
    if (places.isEmpty()
        || Double.isNaN(places.get().originX())
        || Double.isNaN(places.get().originY())) {
      return;
    }
    double unit = MapSnapshot.micrometres(places.get().unit());
    boolean length = !Double.isNaN(unit);
    for (boolean x : new boolean[] {true, false}) {
      double origin = x ? places.get().originX() : places.get().originY();
      String name = x ? "PositionX" : "PositionY";
      attribute(xml, name, Double.toString(length ? origin * unit : origin));
      attribute(xml, name + "Unit", length ? "µm" : "reference frame");
    }
  }

  private static void annotations(MapSnapshot image, StringBuilder xml) {
    xml.append("<StructuredAnnotations><MapAnnotation ID=\"Annotation:0\"");
    attribute(xml, "Namespace", "org.spectrastreams/map");
    xml.append("><Value>");
    image.provenance().forEach((name, value) -> entry(xml, name, value));
    for (SnapshotLayer layer : image.layers()) {
      entry(xml, "channel " + layer.id(), layer.heading());
      for (Map.Entry<Integer, String> code : ChannelCodes.of(layer).entrySet()) {
        entry(xml, "channel " + layer.id() + " " + code.getKey(), code.getValue());
      }
    }
    entry(xml, "missing", "NaN: no result, or a result that has nothing to say in this channel");
    xml.append("</Value></MapAnnotation></StructuredAnnotations>");
  }

  private static void entry(StringBuilder xml, String key, String value) {
    xml.append("<M");
    attribute(xml, "K", key);
    xml.append('>').append(escaped(value)).append("</M>");
  }

  private static void attribute(StringBuilder xml, String name, String value) {
    xml.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c < ' '
                  || c == 0x7f
                  || c == 0xfffe
                  || c == 0xffff
                  || (c >= 0xd800 && c < 0xe000)) {
                safe.append(' ');
              } else if (c > '~' || c == '<' || c == '>' || c == '&' || c == '"') {
                safe.append("&#").append(c).append(';');
              } else {
                safe.append((char) c);
              }
            });
    return safe.toString();
  }
}
