package org.spectrastreams.wire.block;

/** What one record of the raw topic holds. */
public sealed interface RawRecord permits RawBlock, SpectrumPart {}
