package org.spectrastreams.export;

import java.io.IOException;
import org.spectrastreams.wire.ResultView;

/** The results that the map of an image shows, read back from the log. May be read repeatedly. */
public interface ResultRecords {
  /** Takes them. */
  interface Visitor {
    /**
     * One record.
     *
     * @param rows the spectra of it that the map shows; others were measured again since
     */
    void record(ResultView result, int[] rows) throws IOException;
  }

  /**
   * Tells every record that holds a result of the map, each once.
   *
   * @return how many results of the map are no longer in the log
   * @throws IOException if the log cannot be read
   */
  long forEach(Visitor visitor) throws IOException, InterruptedException;
}
