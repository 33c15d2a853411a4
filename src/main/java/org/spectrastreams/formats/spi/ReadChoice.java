package org.spectrastreams.formats.spi;

/** What a user may decide where a file can be read in more than one way. */
public enum ReadChoice {
  /** Which of several measured channels, blocks, data sets or intensity columns. */
  CHANNEL("--channel", "NAME", "Which of a file's channels, blocks or intensity columns to read."),
  /** Which column of a table is the axis. */
  AXIS_COLUMN("--axis-column", "NAME", "The column of a table that holds the spectral axis."),
  /** Which column of a table holds the labels. */
  LABEL_COLUMN("--label-column", "NAME", "The column of a table that holds the labels."),
  /** Which columns of a table are the places, or none. */
  PLACES(
      "--places",
      "X,Y|none",
      "The columns of a table that hold the places, or none to read its spectra as a list."),
  /** How a table lies. */
  LAYOUT(
      "--layout",
      "rows|columns|long",
      "How a table lies: a spectrum a line (rows), a point a line (columns), or a point and its"
          + " place a line (long)."),
  /** What marks the decimals. */
  DECIMAL("--decimal", "point|comma", "What marks the decimals of a table's numbers."),
  /** Which sheet of a workbook. */
  SHEET("--sheet", "NAME", "The sheet of a workbook to read, by its name or number."),
  /** Which array of a file holds the intensities. */
  DATASET("--dataset", "NAME", "The variable or data set of a file that holds the intensities."),
  /** Which array of a file holds the axis. */
  AXIS_DATASET(
      "--axis-dataset", "NAME", "The variable or data set of a file that holds the spectral axis.");

  private final String option;
  private final String argument;
  private final String description;

  ReadChoice(String option, String argument, String description) {
    this.option = option;
    this.argument = argument;
    this.description = description;
  }

  /** The option of the command line, with its dashes. */
  public String option() {
    return option;
  }

  /** What it takes, as help shows it. */
  public String argument() {
    return argument;
  }

  /** What it decides, as help shows it. */
  public String description() {
    return description;
  }
}
