package org.spectrastreams.formats.pif;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.records.RecordLayout;
import org.spectrastreams.formats.records.RecordPlaces;
import org.spectrastreams.formats.records.RecordSource;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.Places;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Reads the spectrograms of PiF-IR scans: {@code NAME.txt} with the parameters, {@code
 * NAMEhyPIRFwd.int} with int32 values, spectrum after spectrum and line after line, and {@code
 * NAMEhyPIRFwdWavelengths.txt} with the axis. The parameters or the data file may be opened. Values
 * are multiplied by the scale that the parameters state (V). Without parameters a data file is
 * refused: it has neither sides nor a scale, and nothing would tell whether it is whole.
 */
public final class PifReader implements SpectrumReader {
  private static final String ID = "pif-ir";
  private static final Pattern UTC =
      Pattern.compile("(\\d{4})/(\\d{2})/(\\d{2}) (\\d{2}):(\\d{2}):(\\d{2})");

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a PiF-IR spectrogram (.int with its .txt parameters and its list of wavelengths)";
  }

  @Override
  public String evidence() {
    return "the line \";ANFATEC Parameterfile\" of the .txt file that names the .int file";
  }

  @Override
  public Set<ReadChoice> choices() {
    return Set.of(ReadChoice.CHANNEL);
  }

  @Override
  public Claim claim(FileHead head) throws IOException {
    if (ParameterFile.isOne(head)) {
      return Claim.certain("the line \";ANFATEC Parameterfile\"");
    }
    if (Wavelengths.isOne(head)) {
      return Claim.certain("the list of wavelengths of a spectrogram");
    }
    if (!head.isNamed(".int")) {
      return Claim.NONE;
    }
    try {
      if (ParameterFile.of(head.file()).isPresent()) {
        return Claim.certain("a parameter file that names it beside it");
      }
    } catch (SpectrumFileException e) {
      return Claim.likely("a parameter file beside it");
    }
    return Wavelengths.beside(head.file()).isPresent()
        ? Claim.likely("a list of wavelengths beside it")
        : Claim.NONE;
  }

  @Override
  public FileSource open(Path path, OpenOptions options) throws IOException {
    boolean isData = path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".int");
    if (!isData && Wavelengths.isOne(FileHead.of(path))) {
      throw SpectrumFileException.noMeasurement(
          path,
          "the wavelengths of a spectrogram and the laser's attenuation at each",
          "the spectra: open the scan's .int or .txt file");
    }
    ParameterFile parameters =
        isData
            ? ParameterFile.of(path)
                .orElseThrow(
                    () ->
                        SpectrumFileException.ofFile(
                            path,
                            "no parameter file that names it",
                            "the .txt file of the scan beside it, with its sides and scale"))
            : ParameterFile.read(path);
    Map<String, String> section = section(parameters, path, isData, options);
    Path data = isData ? path : dataOf(path, section.getOrDefault("FileName", ""));
    return BinaryFile.source(
        data, ByteOrder.LITTLE_ENDIAN, file -> open(file, parameters, section, options));
  }

  private static Map<String, String> section(
      ParameterFile parameters, Path path, boolean isData, OpenOptions options)
      throws SpectrumFileException {
    if (isData) {
      Map<String, String> section = parameters.section(path.getFileName().toString()).orElseThrow();
      if (!ParameterFile.isSpectrogram(section)) {
        throw SpectrumFileException.noMeasurement(
            path,
            "an image (" + section.getOrDefault("Caption", "no caption") + ")",
            "a spectrogram: the .int file that the parameters call so");
      }
      return section;
    }
    List<Map<String, String>> all = parameters.spectrograms();
    Optional<String> asked = options.choice(ReadChoice.CHANNEL);
    List<Map<String, String>> fitting =
        all.stream()
            .filter(
                section ->
                    asked.isEmpty()
                        || section.getOrDefault("Caption", "").equalsIgnoreCase(asked.get()))
            .toList();
    if (fitting.size() != 1) {
      throw SpectrumFileException.ofFile(
          parameters.file(),
          asked.map(name -> "--channel " + name).orElse(all.size() + " spectrograms"),
          all.isEmpty()
              ? "a scan with a spectrogram, not only images"
              : "one of them: say which with --channel "
                  + String.join(
                      " or ", all.stream().map(one -> one.getOrDefault("Caption", "")).toList()));
    }
    return fitting.get(0);
  }

  /** Whether a name cannot leave the folder. */
  private static boolean isPlain(String name) {
    return !name.isBlank() && !name.startsWith(".") && !name.matches(".*[/\\\\:\\p{Cntrl}].*");
  }

  /** The data file that the parameters name. */
  private static Path dataOf(Path path, String name) throws SpectrumFileException {
    if (!isPlain(name)) {
      throw SpectrumFileException.ofFile(
          path, "FileName : " + name, "the name of a file in its own folder");
    }
    Path file = path.resolveSibling(name);
    if (!Files.isRegularFile(file)) {
      throw SpectrumFileException.ofFile(path, "no file " + name + " beside it", "that file");
    }
    return file;
  }

  private static FileSource open(
      BinaryFile file, ParameterFile parameters, Map<String, String> section, OpenOptions options)
      throws IOException {
    Optional<Wavelengths> list = wavelengths(file.path(), section);
    int points = points(parameters, section);
    Stated<Quantity> quantity = options.quantity(file.path(), Optional.empty());
    StoredAxis axis;
    Understood.Axis facts;
    if (list.isEmpty()) {
      axis = options.requireAxis(file.path(), points);
      facts = options.givenAxis(axis);
    } else {
      options.requireNoAxis(file.path());
      if (list.get().values().length != points) {
        throw SpectrumFileException.ofFile(
            list.get().file(),
            list.get().values().length + " wavelengths",
            points + ", one a point");
      }
      Optional<Stated<AxisUnit>> stated =
          list.get().unit().map(unit -> new Stated<>(unit, "the title of the list"));
      Stated<AxisUnit> unit =
          options
              .unit(file.path(), stated)
              .orElseThrow(
                  () ->
                      SpectrumFileException.ofFile(
                          list.get().file(), "no unit in its title", "--unit cm-1 or another"));
      axis = axis(list.get(), unit.value());
      facts = new Understood.Axis(axis.axis(), "the list of wavelengths", unit, false);
    }
    long pixels = file.size() / ((long) points * Integer.BYTES);
    if (pixels * points * Integer.BYTES != file.size()) {
      throw file.error(
          pixels * points * Integer.BYTES,
          file.size() + " bytes in the file",
          "whole spectra of " + points + " points, " + points * Integer.BYTES + " bytes each");
    }
    RecordPlaces places = places(file, parameters, pixels);
    double scale = ParameterFile.number(section, "Scale");
    if (!(Math.abs(scale) > 0)) {
      throw SpectrumFileException.ofFile(
          parameters.file(), "Scale : " + section.get("Scale"), "a number");
    }
    Understood understood =
        described(
            Understood.of(ID, "PiF-IR spectrogram", pixels, facts, quantity, places.geometry()),
            parameters,
            section);
    List<Path> files = new ArrayList<>(List.of(file.path(), parameters.file()));
    list.ifPresent(read -> files.add(read.file()));
    understood = understood.readFrom(files);
    return RecordSource.of(
        file,
        new RecordLayout(0, (long) points * Integer.BYTES, points, RecordLayout.Value.INT32, scale),
        places,
        axis,
        understood);
  }

  private static Optional<Wavelengths> wavelengths(Path data, Map<String, String> section)
      throws IOException {
    String named = section.getOrDefault("FileNameWavelengths", "");
    Optional<Path> list =
        isPlain(named) ? Optional.of(data.resolveSibling(named)) : Optional.empty();
    list = list.filter(Files::isRegularFile).or(() -> Wavelengths.beside(data));
    return list.isPresent() ? Optional.of(Wavelengths.read(list.get())) : Optional.empty();
  }

  private static int points(ParameterFile parameters, Map<String, String> section)
      throws SpectrumFileException {
    double reading = ParameterFile.number(section, "BytesPerReading");
    if (!Double.isNaN(reading) && reading != Integer.BYTES) {
      throw SpectrumFileException.ofFile(
          parameters.file(), "BytesPerReading : " + reading, "4, for int32 values");
    }
    int bytes = parameters.count(section, "BytesPerPixel", SpectralAxis.MAX_POINTS * Integer.BYTES);
    return Math.max(1, bytes / Integer.BYTES);
  }

  private static StoredAxis axis(Wavelengths list, AxisUnit unit) throws SpectrumFileException {
    try {
      return StoredAxis.sorted(list.values(), unit);
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.ofFile(
          list.file(), "no axis: " + e.getMessage(), "wavelengths, each once");
    }
  }

  private static RecordPlaces places(BinaryFile file, ParameterFile scan, long pixels)
      throws SpectrumFileException {
    int width = scan.count(scan.scan(), "xPixel", ImageGeometry.MAX_SIDE);
    int height = scan.count(scan.scan(), "yPixel", ImageGeometry.MAX_SIDE);
    if ((long) width * height != pixels) {
      throw file.error(
          file.size(), pixels + " spectra", width + " × " + height + ", as the parameters say");
    }
    double pixelSize = stage(scan, width, height).pixelSizeMicrometres();
    return RecordPlaces.lines(new ImageGeometry(width, height, pixelSize), (int) pixels);
  }

  private static Places stage(ParameterFile scan, int width, int height) {
    double angle = scan.number("Angle");
    String unit = scan.scan().getOrDefault("XPhysUnit", "");
    return new Places(
        Double.NaN,
        Double.NaN,
        Math.abs(scan.number("XScanRange")) / width,
        Math.abs(scan.number("YScanRange")) / height,
        Double.isNaN(angle) ? 0 : angle,
        unit.matches("[µμ]m") ? "µm" : unit,
        "XScanRange and YScanRange");
  }

  private static Understood described(
      Understood understood, ParameterFile scan, Map<String, String> section) {
    ImageGeometry geometry = understood.geometry();
    Understood described =
        understood
            .placed(stage(scan, geometry.width(), geometry.height()))
            .measuredBy("VistaScan " + scan.scan().getOrDefault("VistaScanVersion", "").strip())
            .noting(
                "values in "
                    + section.getOrDefault("PhysUnit", "(no unit stated)")
                    + ", channel "
                    + section.getOrDefault("Caption", ""));
    int images = scan.data().size() - scan.spectrograms().size();
    described = images == 0 ? described : described.passingOver(List.of(images + " images"));
    Matcher time = UTC.matcher(scan.scan().getOrDefault("UTCDateTime", ""));
    if (!time.matches()) {
      return described;
    }
    int[] parts = new int[6];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Integer.parseInt(time.group(i + 1));
    }
    try {
      return described.acquiredAt(
          LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]),
          "UTCDateTime");
    } catch (DateTimeException e) {
      return described;
    }
  }
}
