package org.spectrastreams.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;

/** What one sample count of one kind reached: medians over the spectra. */
record LimeRow(
    String method,
    int samples,
    double seconds,
    double scoring,
    double regression,
    double design,
    double correlation,
    double signs,
    double rSquared,
    double reproducibility,
    double loss) {
  /** As one object of the report. */
  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("method", method)
        .put("samples", samples)
        .put("seconds", seconds)
        .put("scoringSeconds", scoring)
        .put("regressionSeconds", regression)
        .put("designSecondsOnce", design)
        .put("correlation", correlation)
        .put("signAgreement", signs)
        .put("rSquared", rSquared)
        .put("reproducibilityEstimate", reproducibility)
        .put("lossOfTopBands", loss);
  }

  /** As one line of the table. */
  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-15s %7d %8.3f %8.3f %10.4f %7.3f %11.3f %6.3f %5.2f %9.3f %7.3f%n",
        method,
        samples,
        seconds,
        scoring,
        regression,
        design,
        correlation,
        signs,
        rSquared,
        reproducibility,
        loss);
    out.flush();
  }
}
