package org.spectrastreams.train.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.spectrastreams.model.NetworkFacts;
import org.spectrastreams.train.data.ConfusionMatrix;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.recipe.Recipe;

/**
 * What one fold of a {@link PlaneRun} gave, as the file that lets a run go on after it was cut off:
 * a whole fold is on disk or none of it is.
 *
 * @param origin digest of the recipe and of the pictures, prepared
 * @param fold from 0
 * @param truth the class of every tested picture
 * @param predicted the class that the fold's member gave it
 * @param bestEpoch from 1
 */
record PlaneFold(String origin, int fold, int[] truth, int[] predicted, int bestEpoch) {
  private static final int MAX_FILE_BYTES = 4 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Checks the lengths. */
  PlaneFold {
    if (truth == null || predicted == null || truth.length != predicted.length) {
      throw new IllegalArgumentException("a class for every tested picture is expected");
    }
  }

  /** Tells this network trained by this recipe over these pictures from any other. */
  static String origin(Recipe recipe, NetworkFacts network, PreparedSpectra planes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(JSON.writeValueAsBytes(recipe.toSettings()));
      digest.update(JSON.writeValueAsBytes(network.architecture()));
      ByteBuffer row = ByteBuffer.allocate(Float.BYTES * planes.points());
      for (int i = 0; i < planes.count(); i++) {
        row.clear().asFloatBuffer().put(planes.values(), i * planes.points(), planes.points());
        digest.update(row);
        digest.update((byte) planes.labels()[i]);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path file(Path out, int fold) {
    return out.resolve("fold-" + (fold + 1) + ".json");
  }

  /** Writes the fold's file in one step. */
  void into(Path out) throws IOException {
    Files.createDirectories(out);
    Path draft = Files.createTempFile(out, "fold-", ".part");
    Files.write(draft, JSON.writeValueAsBytes(this));
    Files.move(
        draft,
        file(out, fold),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what an earlier run left of the first {@code folds} folds. */
  static void removeAll(Path out, int folds) throws IOException {
    for (int fold = 0; fold < folds; fold++) {
      Files.deleteIfExists(file(out, fold));
    }
  }

  /**
   * The fold as an earlier run left it; empty where it left none.
   *
   * @throws IOException if the file is of another recipe or of other pictures, or is damaged
   */
  static Optional<PlaneFold> of(Path out, int fold, String origin, int classes) throws IOException {
    Path file = file(out, fold);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new IOException(
          file + " has " + Files.size(file) + " bytes; expected " + MAX_FILE_BYTES + " at most");
    }
    PlaneFold read;
    try {
      read = JSON.readValue(file.toFile(), PlaneFold.class);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is damaged: remove it, and the fold is trained anew", e);
    }
    if (!origin.equals(read.origin)) {
      throw new IOException(
          file
              + " is of another recipe or of other pictures than these: leave --resume out to"
              + " begin anew, or name another --out");
    }
    if (read.fold != fold) {
      throw new IOException(
          file
              + " says that it is fold "
              + (read.fold + 1)
              + "; expected fold "
              + (fold + 1)
              + ": remove it, and the fold is trained anew");
    }
    for (int i = 0; i < read.truth.length; i++) {
      if (Math.min(read.truth[i], read.predicted[i]) < 0
          || Math.max(read.truth[i], read.predicted[i]) >= classes) {
        throw new IOException(
            file + " names a class that is not there: remove it, and the fold is trained anew");
      }
    }
    return Optional.of(read);
  }

  /** Of the classes as they are and as they were given. */
  ConfusionMatrix confusion(int classes) {
    ConfusionMatrix matrix = new ConfusionMatrix(classes);
    for (int i = 0; i < truth.length; i++) {
      matrix.add(truth[i], predicted[i]);
    }
    return matrix;
  }
}
