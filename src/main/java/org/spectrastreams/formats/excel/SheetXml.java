package org.spectrastreams.formats.excel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.spectrastreams.formats.spi.SpectrumFileException;

/** One part of a workbook, element by element; no document type and nothing outside it is read. */
final class SheetXml implements AutoCloseable {
  private static final XMLInputFactory FACTORY = factory();

  private final Path file;
  private final String part;
  private final InputStream in;
  private final XMLStreamReader xml;

  SheetXml(Path file, String part, InputStream in) throws IOException {
    this.file = file;
    this.part = part;
    this.in = in;
    try {
      this.xml = FACTORY.createXMLStreamReader(in);
    } catch (XMLStreamException e) {
      in.close();
      throw damaged(e);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /** Goes on to the next element's start or end; false at the end of the part. */
  boolean next() throws IOException {
    try {
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
          return true;
        }
      }
      return false;
    } catch (XMLStreamException | RuntimeException e) {
      throw damaged(e);
    }
  }

  boolean starts(String element) {
    return xml.isStartElement() && xml.getLocalName().equals(element);
  }

  boolean ends(String element) {
    return xml.isEndElement() && xml.getLocalName().equals(element);
  }

  /** An attribute by its name without a prefix; empty text where there is none. */
  String attribute(String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(name)) {
        return xml.getAttributeValue(i);
      }
    }
    return "";
  }

  /** The text of the element that has just started, up to its end. */
  String text() throws IOException {
    try {
      return xml.getElementText();
    } catch (XMLStreamException | RuntimeException e) {
      throw damaged(e);
    }
  }

  /**
   * The text of an item that has just started: of all its runs, without phonetic hints.
   *
   * @param item the element's name
   * @param longest checked while it grows
   */
  String runs(String item, int longest) throws IOException {
    StringBuilder text = new StringBuilder();
    while (next() && !ends(item)) {
      if (starts("rPh")) {
        while (next() && !ends("rPh")) {
          // how the text is spoken
        }
      } else if (starts("t")) {
        text.append(text());
        if (text.length() > longest) {
          throw fault(() -> "a text of more than " + longest + " characters", "a shorter one");
        }
      }
    }
    return text.toString();
  }

  /** An error at the place that was reached. */
  SpectrumFileException fault(Supplier<String> found, String expected) {
    return SpectrumFileException.ofFile(
        file,
        found.get()
            + " (line "
            + xml.getLocation().getLineNumber()
            + ", column "
            + xml.getLocation().getColumnNumber()
            + " of the part "
            + part
            + ")",
        expected);
  }

  private IOException damaged(Exception e) {
    // An entry that is damaged or too long says so itself.
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SpectrumFileException fault) {
        return fault;
      }
      if (cause instanceof XMLStreamException stream
          && stream.getNestedException() instanceof SpectrumFileException fault) {
        return fault;
      }
    }
    return SpectrumFileException.ofFile(
        file,
        "damaged XML in the part " + part + " (" + String.valueOf(e.getMessage()) + ")",
        "a workbook that Excel opens");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
