package org.spectrastreams.formats.export;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/** An export of each program, written by hand as that program writes it. */
public final class ExportSamples implements FormatSamples {
  static final String JASCO =
      """
      TITLE\tpolystyrene
      DATA TYPE\tINFRARED SPECTRUM
      ORIGIN\tJASCO
      OWNER\t
      DATE\t2019/05/12
      TIME\t10:11:12
      SPECTROMETER/DATA SYSTEM\tJASCO Corp., FT/IR-4100, Rev. 1.00
      LOCALE\t1033
      RESOLUTION\t
      DELTAX\t-2
      XUNITS\t1/CM
      YUNITS\tABSORBANCE
      FIRSTX\t1004.0000
      LASTX\t1000.0000
      NPOINTS\t3
      FIRSTY\t0.3
      MAXY\t0.3
      MINY\t0.1
      XYDATA
      1004.0000\t0.3
      1002.0000\t0.2
      1000.0000\t0.1

      ##### Extended Information
      [Comments]
      Sample name\tpolystyrene

      [Measurement Information]
      Model Name\tFT/IR-4100
      Resolution\t4 cm-1
      """;
  static final String OCEAN_VIEW =
      """
      Data from Subt2__0__12-30-15-123.txt Node

      Date: Mon Jan 04 12:30:15 GMT 2021
      User: lab
      Spectrometer: QEP01234
      Trigger mode: 0
      Integration Time (sec): 1.000000E0
      Scans to average: 1
      Nonlinearity correction enabled: true
      Boxcar width: 0
      XAxis mode: Raman Shifts
      Number of Pixels in Spectrum: 3
      >>>>>Begin Spectral Data<<<<<
      -2,5\t11,25
      1\t12
      4,5\t13,5
      """;
  static final String SPECTRA_SUITE =
      """
      SpectraSuite Data File
      ++++++++++++++++++++++++++++++++++++
      Date: Tue Jun 01 10:00:00 EDT 2010
      User: lab
      Dark Spectrum Present: No
      Spectrometers: USB2E1234
      Integration Time (usec): 100000 (USB2E1234)
      Number of Pixels in Processed Spectrum: 2
      >>>>>Begin Processed Spectral Data<<<<<
      400.00\t1.5
      500.00\t2.5
      >>>>>End Processed Spectral Data<<<<<
      """;
  static final String AVANTES =
      """

      Integration time [ms]: 100,000
      Averaging Nr. [scans]: 9
      Smoothing Nr. [pixels]: 0
      Data measured with spectrometer [name]: 0911147U1
      Wave   ;Sample   ;Dark     ;Reference;Transmittance
      [nm]   ;[counts] ;[counts] ;[counts] ;[%]

       400,00; 1603,000; 1570,444; 1610,444;81,5
       500,00; 1604,000; 1570,444; 1610,444;82,25
      """;
  static final String BW_TEK =
      """
      File Version;BWSpec4.02_14
      Date;2013-05-06 11:12:13
      title;BWS415-532S
      model;BTC162E-532S-SYS
      c code;RLZ
      pixel_num;4
      xaxis;1
      Pixel;Wavelength;Wavenumber;Raman Shift;Dark;Reference;Raw data #1;Dark Subtracted #1;%TR #1;
      0;   ;   ;   ;1873.0000;65535.0000;1519.0000;-354.0000;0.0000;
      1;816.78;12243.25;498.36;1656.0000;65535.0000;31546.0000;29890.0000;0.0000;
      2;816.98;12240.25;501.36;1656.0000;65535.0000;31547.0000;29891.5000;0.0000;
      3;   ;   ;   ;792.0000;65535.0000;744.0000;-48.0000;0.0000;
      """;
  static final String WITEC =
      """
      //Exported ASCII-File

      [Header]
      FileName = C:\\data\\a.wip
      GraphName = Large Area Scan_000_Spec.Data 1
      SizeX = 2
      SizeY = 3
      SizeGraph = 2
      ScanUnit = µm
      ScanWidth = 10.0
      ScanHeight = 15.0
      XAxisUnit = rel. 1/cm
      DataUnit = CCD cts

      [Data]
      X-Axis\ta\tb\tc\td\te\tf
       5.00000E+02\t1\t2\t3\t4\t5\t6
       5.02000E+02\t7\t8\t9\t10\t11\t12
      """;
  static final String SHIMADZU =
      """
      "film - RawData"
      "Wavelength nm.","Abs."
      500.00,0.25
      400.00,0.5
      """;
  static final String PERKIN =
      """
      PE IR       SUBTECH     SPECTRUM    ASCII       PEDS        4.00
      -1
      film.sp
      10/02/11
      12:00:00
      #HDR
      36
      #GR
      CM-1
      %T
      1.000000
      0.000000
      1004.000000
      -2.000000
      3
      4
      #DATA
      1004.000000\t91.5
      1002.000000\t92.5
      1000.000000\t93.5
      """;

  static final String ENLIGHTEN =
      """
      ENLIGHTEN Version,4.1.44
      Measurement ID,20260406-121131-730977-WP-01990
      Serial Number,WP-01990
      Model,WP-785XS-F13-A-I
      Technique,
      Timestamp,2026-04-06 12:11:30.256206
      Note,butanol
      CCD C0,756.0833740234375
      Laser Wavelength,784.896
      Laser Power %,100.0
      Pixel Count,1952

      Pixel,Wavelength,Wavenumber,Processed,Raw,Dark,Reference
      0,803.95,302.000,137,237,100,
      1,804.02,303.000,146,246,100,
      2,804.08,304.000,141,241,100,
      """;
  static final String RRUFF =
      """
      ##NAMES=Corundum
      ##RRUFFID=R060020
      ##IDEAL CHEMISTRY=Al_2_O_3_
      ##LOCALITY=Yogo Gulch, Montana, USA
      ##OWNER=RRUFF
      ##FILETYPE=Raman Processed
      ##RAMAN WAVELENGTH=514
      ##URL=rruff.info/R060020

      179.5050, 136.8613
      180.7290, 44.83008
      181.9520, 48.55469
      ##END=


      """;
  static final String RRUFF_INFRARED =
      """
      ##NAMES=Actinolite
      ##RRUFFID=R040063
      ##FILETYPE=Infrared RAW

      3.991926e+002, 0.000000e+000
      4.011211e+002, 3.742658e-001
      """;

  @Override
  public String reader() {
    return "text-export";
  }

  @Override
  public List<FormatSample> samples() {
    double[] visible = {1e7 / 500, 1e7 / 400};
    double[] infrared = {1000, 1002, 1004};
    return List.of(
        sample("JASCO", JASCO, infrared, 1, 1, Quantity.ABSORBANCE, 0.1f, 0.2f, 0.3f),
        sample(
            "OceanView with decimal commas",
            OCEAN_VIEW,
            new double[] {-2.5, 1, 4.5},
            1,
            1,
            Quantity.RAMAN_INTENSITY,
            11.25f,
            12,
            13.5f),
        new FormatSample(
            "SpectraSuite, which does not say the unit",
            folder -> Files.writeString(folder.resolve("made.txt"), SPECTRA_SUITE),
            OpenOptions.NONE.withUnit(AxisUnit.NANOMETRE),
            visible,
            1,
            1,
            1,
            new float[] {2.5f, 1.5f},
            Quantity.UNSPECIFIED),
        sample("Avantes", AVANTES, visible, 1, 1, Quantity.PERCENT_TRANSMITTANCE, 82.25f, 81.5f),
        sample(
            "B&W Tek",
            BW_TEK,
            new double[] {498.36, 501.36},
            1,
            1,
            Quantity.RAMAN_INTENSITY,
            29890,
            29891.5f),
        sample("WITec map", WITEC, new double[] {500, 502}, 2, 3, Quantity.RAMAN_INTENSITY, 1, 7),
        sample("Shimadzu", SHIMADZU, visible, 1, 1, Quantity.ABSORBANCE, 0.25f, 0.5f),
        sample(
            "PerkinElmer",
            PERKIN,
            infrared,
            1,
            1,
            Quantity.PERCENT_TRANSMITTANCE,
            93.5f,
            92.5f,
            91.5f),
        sample(
            "Wasatch ENLIGHTEN",
            ENLIGHTEN,
            new double[] {302, 303, 304},
            1,
            1,
            Quantity.RAMAN_INTENSITY,
            137,
            146,
            141),
        sample(
            "RRUFF, Raman",
            RRUFF,
            new double[] {179.505, 180.729, 181.952},
            1,
            1,
            Quantity.RAMAN_INTENSITY,
            136.8613f,
            44.83008f,
            48.55469f),
        sample(
            "RRUFF, infrared",
            RRUFF_INFRARED,
            new double[] {399.1926, 401.1211},
            1,
            1,
            Quantity.UNSPECIFIED,
            0,
            0.3742658f));
  }

  private static FormatSample sample(
      String name,
      String text,
      double[] axis,
      int width,
      int height,
      Quantity quantity,
      float... first) {
    Charset charset =
        name.startsWith("WITec") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    return new FormatSample(
        name,
        folder -> Files.writeString(folder.resolve("made.txt"), text, charset),
        OpenOptions.NONE,
        axis,
        width * height,
        width,
        height,
        first,
        quantity);
  }
}
