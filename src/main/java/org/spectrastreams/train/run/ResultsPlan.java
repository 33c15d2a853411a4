package org.spectrastreams.train.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.train.data.DataRequest;

/**
 * The labelled sets that a page of results is about.
 *
 * @param sets one or more
 */
public record ResultsPlan(@JsonProperty(value = "sets", required = true) List<Entry> sets) {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /**
   * One set.
   *
   * @param name what to call it
   * @param data file or folder, relative to the folder of all data
   * @param test the held-back half, which is scored where it is there; empty for none
   * @param label the column of classes; empty for what the file says
   * @param group the column of groups; empty for none
   * @param alike the correlation above which spectra are one group; 0 for no such groups
   * @param toBeat the figure to beat; 0 for none
   * @param measure what that figure is of
   * @param note what a reader should know of the set, without a full stop; empty for nothing
   */
  public record Entry(
      @JsonProperty(value = "name", required = true) String name,
      @JsonProperty(value = "data", required = true) String data,
      @JsonProperty("test") String test,
      @JsonProperty("label") String label,
      @JsonProperty("group") String group,
      @JsonProperty("alike") double alike,
      @JsonProperty("toBeat") double toBeat,
      @JsonProperty("measure") String measure,
      @JsonProperty("note") String note) {
    /** What was left out is empty. */
    public Entry {
      test = test == null ? "" : test;
      label = label == null ? "" : label;
      group = group == null ? "" : group;
      note = note == null ? "" : note;
      measure = measure == null ? "balanced accuracy" : measure;
    }

    /** The spectra of a file or folder of this set. */
    DataRequest request(Path file) {
      DataRequest request =
          new DataRequest(
              List.of(file),
              Optional.of(label).filter(column -> !column.isEmpty()),
              Optional.of(group).filter(column -> !column.isEmpty()),
              OpenOptions.NONE,
              false,
              DataRequest.BLOCKS,
              DataRequest.MOST);
      return alike == 0 ? request : request.groupedAbove(alike);
    }
  }

  /**
   * Reads a plan.
   *
   * @throws IOException if it cannot be read, a key is missing or unknown; the message says which
   */
  public static ResultsPlan read(Path file) throws IOException {
    return YAML.readValue(file.toFile(), ResultsPlan.class);
  }
}
