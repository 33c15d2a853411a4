package org.spectrastreams.formats.hdf5;

import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.Filter;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Expands a compressed chunk to no more than a chunk may have. */
final class BoundedDeflate implements Filter {
  private static final int ID = 1;
  private final int mostBytes;

  BoundedDeflate(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  @Override
  public int getId() {
    return ID;
  }

  @Override
  public String getName() {
    return "deflate";
  }

  @Override
  public byte[] decode(byte[] packed, int[] filterData) {
    Inflater inflater = new Inflater();
    inflater.setInput(packed);
    ByteArrayOutputStream out = new ByteArrayOutputStream(packed.length * 2);
    byte[] buffer = new byte[1 << 13];
    try {
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0) {
          throw new HdfFilterException("a compressed chunk that ends early");
        }
        if (out.size() + count > mostBytes) {
          throw new HdfFilterException("a chunk of more than " + mostBytes + " bytes");
        }
        out.write(buffer, 0, count);
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new HdfFilterException("damaged compressed data (" + e.getMessage() + ")", e);
    } finally {
      inflater.end();
    }
  }
}
