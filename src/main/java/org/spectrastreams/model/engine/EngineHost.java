package org.spectrastreams.model.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.engine.DeviceSettings.Precision;

/**
 * The owner of all sessions on one device. Whoever scores or explains asks it for an engine, works
 * with it as with one of its own, and closes it.
 *
 * <p>What an engine stands for is the host's business. On a processor it has a session of its own:
 * one thread a session scales best there. Where sessions are dear and batches cheap, as on a card,
 * a host may let all engines of a model share one session, join batches that several threads ask
 * for at the same time, and pad them to a few fixed shapes. The promises are the same:
 *
 * <ul>
 *   <li>a call returns with the answers of its own batch, complete, and with no other's; a batch
 *       that fails fails for its own caller, and nothing of it is kept;
 *   <li>an answer does not depend on what was joined with it, to the bit where results are
 *       recorded;
 *   <li>no call waits for company longer than the host's own bound;
 *   <li>closing one engine leaves the others at work, and the last one may free the session;
 *   <li>first runs on a device are made one after the other, by {@link #prepare} while loading.
 * </ul>
 *
 * <p>A host is of any thread; an engine is of one caller at a time.
 */
public interface EngineHost extends AutoCloseable {
  /** The host for a device, a card used as {@link DeviceSettings#DEFAULT} says. */
  static EngineHost on(Device device) {
    return on(device, DeviceSettings.DEFAULT);
  }

  /**
   * The host for a device.
   *
   * @param settings how a card is used; without a part on a processor
   */
  static EngineHost on(Device device, DeviceSettings settings) {
    return switch (device.kind()) {
      case CPU -> {
        if (settings.precision() != Precision.FLOAT32) {
          throw new EngineException(
              "device.precision "
                  + settings.precision().name().toLowerCase(Locale.ROOT)
                  + " with device cpu; expected a card (cuda:0), or precision float32");
        }
        yield new OwnSessions(device);
      }
      case CUDA ->
          new SharedSessions(
              device, OnnxSessions.onCard(device, settings), settings, Optional.empty());
      case AUTO ->
          hasCard(device, settings)
              ? new SharedSessions(
                  new Device(Device.Kind.CUDA, device.index()),
                  OnnxSessions.onCard(device, settings),
                  settings,
                  Optional.of(new OwnSessions(Device.CPU)))
              : new OwnSessions(Device.CPU);
    };
  }

  private static boolean hasCard(Device device, DeviceSettings settings) {
    boolean has = OnnxSessions.hasUsableCard(device.index());
    if (!has && settings.precision() != Precision.FLOAT32) {
      LoggerFactory.getLogger(EngineHost.class)
          .info("device.precision is for cards: processors compute in float32");
    }
    return has;
  }

  /**
   * The host for one device, or for several cards, each with every model.
   *
   * @param devices as {@link Device#parseAll} gives them
   * @param settings how each card is used
   */
  static EngineHost on(List<Device> devices, DeviceSettings settings) {
    return devices.size() == 1
        ? on(devices.get(0), settings)
        : new SeveralCards(
            devices,
            (card, others) ->
                new SharedSessions(card, OnnxSessions.onCard(card, settings), settings, others));
  }

  /**
   * Refuses a card that cannot be used, before anything is started for it.
   *
   * @throws EngineException that says in a line what is missing
   */
  static void requireUsable(Device device) {
    if (device.kind() == Device.Kind.CUDA) {
      OnnxSessions.requireUsableCard(device);
    }
  }

  /** The device that was asked for. */
  Device device();

  /**
   * Makes a model ready before the first block needs it: opens what its engines stand for and lets
   * it score its probe. May be called again, and while engines of the model are at work.
   *
   * @throws EngineException if the device cannot be used, or the model does not answer as it should
   */
  void prepare(HostedModel model);

  /**
   * Lets go of what was made ready for models that are not used any more, and that nobody asked for
   * meanwhile; engines that were given out stay.
   *
   * @param isUsed by the digest of a model
   */
  default void release(Predicate<String> isUsed) {}

  /**
   * An engine that scores with a model.
   *
   * @param threads the processor threads that one batch may use, 1 or more
   * @throws EngineException if the device cannot be used, the model does not answer as it should,
   *     or the host is closed
   */
  ScoringEngine scoring(HostedModel model, int threads);

  /**
   * An engine that explains a model's predictions.
   *
   * @param threads the processor threads that one batch may use, 1 or more
   * @throws EngineException if the model has no explainer, the device cannot be used, or the host
   *     is closed
   */
  ExplainerEngine explaining(HostedModel model, int threads);

  /**
   * Why the device is not used any more, where the host had another to go on with; empty where all
   * is well.
   */
  default Optional<String> trouble() {
    return Optional.empty();
  }

  /**
   * The smallest runs on the device as a share of what its settings say: below 1 where it had no
   * room for as many spectra at once.
   */
  default double runShare() {
    return 1;
  }

  /** How many engines were given out and are not closed. */
  int engines();

  /** Closes every engine that is still open and frees all sessions; waits for batches at work. */
  @Override
  void close();
}
