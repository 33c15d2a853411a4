package org.spectrastreams.stream.control;

import org.spectrastreams.wire.proto.Wire;

/** Fixture: what the control topic says, for tests of other rooms. */
public final class SaidOnTopic {
  private final ModelsState state = new ModelsState();

  /** What was said so far. */
  public ModelsState state() {
    return state;
  }

  /** Somebody wants this. */
  public SaidOnTopic wanted(Wire.PipelineModels wanted) {
    state.take(ModelsState.key(wanted.getPipeline()), wanted.toByteArray());
    return this;
  }

  /** An instance answers this. */
  public SaidOnTopic answered(Wire.InstanceModels said) {
    state.take(ModelsState.key(said.getInstance(), said.getPipeline()), said.toByteArray());
    return this;
  }
}
