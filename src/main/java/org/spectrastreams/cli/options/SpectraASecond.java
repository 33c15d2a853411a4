package org.spectrastreams.cli.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A pace on the command line: spectra a second, above 0. */
public final class SpectraASecond implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    try {
      double rate = Double.parseDouble(text);
      if (rate > 0) {
        return rate;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException(text + ": expected spectra a second above 0");
  }
}
