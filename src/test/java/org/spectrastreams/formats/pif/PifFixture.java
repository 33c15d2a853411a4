package org.spectrastreams.formats.pif;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a small scan of 3 × 2 pixels and 4 points, 1400 to 1403 cm⁻¹; the stored value of pixel
 * {@code i} at point {@code p} is {@code 10 i + p}, the scale a half.
 */
final class PifFixture {
  static final String PARAMETERS =
      """

      ;ANFATEC Parameterfile

      Version : 1.12
      VistaScanVersion : 2.2.0.42
      UTCDateTime : 2021/08/14 05:28:50
      XStage     : -941.92784 ; µm
      XScanRange : 0.42
      YScanRange : 0.28
      XPhysUnit  : µm
      YPhysUnit  : µm
      Angle      : 0 ; degrees
      xPixel     : 3
      yPixel     : 2

      FileDescBegin
      FileName : Made_0011TopographyFwd.int
      Caption  : TopographyFwd
      Scale    : 3.9014e-6
      PhysUnit : nm
      FileDescEnd

      FileDesc2Begin
      FileName : Made_0011hyPIRFwd.int
      Caption  : hyPIRFwd
      BytesPerPixel : 16
      Scale    : 0.5
      PhysUnit : V
      Offset   : 0
      DataType : Spectrogram
      BytesPerReading : 4
      FileNameWavelengths : Made_0011hyPIRFwdWavelengths.txt
      PhysUnitWavelengths : 1/cm
      FileDesc2End
      """;

  private PifFixture() {}

  /** Writes all files of the scan. */
  static Path write(Path folder) throws IOException {
    Files.write(folder.resolve("Made_0011.txt"), PARAMETERS.getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(
        folder.resolve("Made_0011hyPIRFwdWavelengths.txt"),
        "#Position (1/cm)\tAttenuation\n1400\t0.3\n1401\t0.3\n1402\t0.3\n1403\t0.3\n");
    Files.write(folder.resolve("Made_0011TopographyFwd.int"), new byte[24]);
    ByteBuffer values = ByteBuffer.allocate(4 * 6 * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 6; i++) {
      for (int p = 0; p < 4; p++) {
        values.putInt(10 * i + p);
      }
    }
    return Files.write(folder.resolve("Made_0011hyPIRFwd.int"), values.array());
  }
}
