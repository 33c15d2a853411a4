package org.spectrastreams.cli.watching;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.spectrastreams.cli.options.Pacing;
import org.spectrastreams.cli.sending.Replay;
import org.spectrastreams.cli.sending.SentImages;
import org.spectrastreams.cli.watching.FolderScan.Stamp;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.EncodedBlock;
import org.spectrastreams.wire.proto.Wire;

/**
 * Sends the spectra of a portion and notes in the same transactions how many: whoever is killed has
 * either sent and noted them, or neither. Blocks are numbered by their places, so that they bear
 * the same name whenever they are sent. Before each commit it looks whether the files are as they
 * were; if not, nothing of the transaction is seen by anybody. Not thread-safe.
 */
final class PortionSender implements Delivery {
  private static final int BLOCKS_A_COMMIT = 64;
  private static final long MILLIS_A_COMMIT = 500;

  /**
   * How spectra become records.
   *
   * @param pipeline that scores them
   * @param spectraABlock the most of one record
   */
  record Cut(String pipeline, int spectraABlock) {}

  private final Replay replay;
  private final String topic;
  private final WatchLog log;
  private final SentImages outcomes;
  private final Cut cut;
  private final Pacing pacing;
  private final boolean isPaced;
  private final BooleanSupplier stopped;
  private final LongSupplier millis;

  /**
   * A sender.
   *
   * @param replay in transactions
   * @param topic that the log stands on
   * @param isPaced whether {@code pacing} may wait for long
   * @param millis a clock that only says how long a transaction has been open
   */
  PortionSender(
      Replay replay,
      String topic,
      WatchLog log,
      SentImages outcomes,
      Cut cut,
      Pacing pacing,
      boolean isPaced,
      BooleanSupplier stopped,
      LongSupplier millis) {
    this.replay = replay;
    this.topic = topic;
    this.log = log;
    this.outcomes = outcomes;
    this.cut = cut;
    this.pacing = pacing;
    this.isPaced = isPaced;
    this.stopped = stopped;
    this.millis = millis;
  }

  @Override
  public End send(
      Portion portion, SpectrumSource source, long generation, long sent, boolean frameGrows)
      throws IOException, InterruptedException {
    Map<Path, Stamp> stamps = stamps(portion);
    outcomes.follow(portion.image(), generation);
    BlockEncoder blocks =
        new BlockEncoder(
            new LaterSpectra(source, sent), cut.pipeline(), portion.image(), cut.spectraABlock());
    blocks.setGeneration(generation);
    blocks.numberByPlace();
    blocks.setFrameGrows(frameGrows);
    long done = sent;
    List<EncodedBlock> open = new ArrayList<>();
    long begun = 0;
    try {
      EncodedBlock block = blocks.next();
      while (block != null && !stopped.getAsBoolean()) {
        pacing.await(block.spectra());
        if (open.isEmpty()) {
          replay.begin();
          begun = millis.getAsLong();
        }
        replay.send(block);
        open.add(block);
        done += block.spectra();
        boolean isPart = block.spectra() == 0; // of a spectrum that is larger than a record
        block = blocks.next();
        if (!isPart && block != null && isDue(open.size(), begun)) {
          if (!stamps.equals(stamps(portion))) {
            return changed(open);
          }
          commit(portion, source, generation, done, false, open);
        }
      }
      boolean whole = block == null;
      if (!stamps.equals(stamps(portion))) {
        return changed(open);
      }
      if (open.isEmpty()) {
        replay.begin();
      }
      commit(portion, source, generation, done, whole, open);
      return whole ? End.WHOLE : End.STOPPED;
    } catch (IOException | RuntimeException | InterruptedException e) {
      replay.abort();
      throw e;
    }
  }

  private boolean isDue(int blocks, long begun) {
    return isPaced || blocks >= BLOCKS_A_COMMIT || millis.getAsLong() - begun >= MILLIS_A_COMMIT;
  }

  private End changed(List<EncodedBlock> open) throws IOException {
    if (!open.isEmpty()) {
      replay.abort();
    }
    return End.CHANGED;
  }

  private void commit(
      Portion portion,
      SpectrumSource source,
      long generation,
      long done,
      boolean whole,
      List<EncodedBlock> open)
      throws IOException {
    Wire.WatchedFile entry = portion.entry(source.axis(), generation, done, whole);
    replay.note(topic, log.key(portion.name()), entry.toByteArray());
    replay.commit();
    log.remember(portion.name(), entry);
    open.forEach(block -> outcomes.sent(portion.image(), block));
    open.clear();
  }

  @Override
  public void noteSame(Portion portion, String other) throws IOException {
    Wire.WatchedFile entry = portion.entryOfSame(other);
    replay.begin();
    replay.note(topic, log.key(portion.name()), entry.toByteArray());
    replay.commit();
    log.remember(portion.name(), entry);
  }

  /** What must not change; a file that grows may grow further. */
  private static Map<Path, Stamp> stamps(Portion portion) throws IOException {
    Map<Path, Stamp> stamps = new HashMap<>();
    for (Path file : portion.files()) {
      Stamp stamp = Stamp.of(file);
      boolean mayGrow = portion.isBeginning() && stamp.bytes() >= portion.firstBytes();
      stamps.put(file, mayGrow ? new Stamp(portion.firstBytes(), 0, stamp.identity()) : stamp);
    }
    return stamps;
  }
}
