"""Reading: the results of an image as a table, a line a pixel."""

import time

import numpy as np
import pandas as pd
from confluent_kafka import OFFSET_BEGINNING, Consumer, TopicPartition

from .contract import ResultBlock, SpectraError, kafka_settings

NO_CLASS = 255
JUDGED = 255
NO_CONTEXT = 65535


def results(kafka, image, *, generation=None, spectra=None, timeout=60.0, topic="spectra.results"):
    """The results of one scan of an image, the newest unless ``generation`` names another, as a pandas.DataFrame.

    spectra: waits until so many pixels have a result; default: reads what there is now.

    A pixel that has no result has no line, and what does not exist (a class, a number) is NaN: nothing is filled in. A pixel that
    was measured more than once has the line of its latest measurement, by the rule of docs/wire-contract.md.
    """
    consumer = _consumer(kafka, topic)
    rows, scan, deadline = {}, generation, time.monotonic() + timeout
    try:
        ends = {p.partition: consumer.get_watermark_offsets(p, timeout=10)[1] for p in consumer.assignment()}
        while True:
            message = consumer.poll(0.2)
            if message is not None and not message.error() and message.key() == image.encode():
                block = ResultBlock.FromString(message.value())
                if generation is None and (scan is None or block.generation > scan):
                    rows, scan = {}, block.generation
                if block.generation == scan:
                    _take(block, rows)
            if spectra is not None and len(rows) >= spectra:
                break
            if spectra is None and _reached(consumer, ends, message is None):
                break
            if time.monotonic() > deadline:
                raise SpectraError(f"{len(rows)} pixels of image {image} have a result after {timeout} s; "
                                   f"expected {spectra if spectra is not None else 'the end of the topic'}")
    finally:
        consumer.close()
    frame = pd.DataFrame([row for _, row in sorted(rows.items(), key=lambda found: found[0][::-1])])
    if "context" in frame:
        frame["context"] = frame["context"].astype("Int64")
    return frame


def map_of(frame, column, shape=None):
    """A column as an array (height, width), NaN (None for texts) where a pixel has no result.

    shape: (height, width) of the image; default: up to the last pixel that has a result.
    """
    height, width = shape or (int(frame["y"].max()) + 1, int(frame["x"].max()) + 1)
    numbers = pd.api.types.is_numeric_dtype(frame[column])
    values = np.full((height, width), np.nan if numbers else None, float if numbers else object)
    known = frame[frame[column].notna()]
    values[known["y"], known["x"]] = known[column].astype(float) if numbers else known[column]
    return values


def _consumer(kafka, topic, at_end=False):
    consumer = Consumer(kafka_settings(kafka, **{
        "group.id": "spectra-streams-python",  # nothing is committed to it
        "isolation.level": "read_committed", "enable.auto.commit": False, "enable.partition.eof": False}))
    found = consumer.list_topics(topic, timeout=10).topics[topic]
    if found.error or not found.partitions:
        consumer.close()
        raise SpectraError(f"topic {topic} does not exist: is the service running?")
    places = [TopicPartition(topic, p, OFFSET_BEGINNING) for p in found.partitions]
    if at_end:
        for place in places:
            place.offset = consumer.get_watermark_offsets(place, timeout=10)[1]
    consumer.assign(places)
    return consumer


def _reached(consumer, ends, silent):
    """Whether everything was read that was there at the beginning; markers of transactions count.

    A partition whose records were all removed since has no position: the broker is asked, once nothing comes.
    """
    left = [place for place in consumer.position(consumer.assignment()) if place.offset < ends[place.partition]]
    if left and not silent:
        return False
    return all(ends[place.partition] <= consumer.get_watermark_offsets(
        TopicPartition(place.topic, place.partition), timeout=10)[0] for place in left)


def _take(block, rows):
    for i, place in enumerate(zip(block.x, block.y)):
        rank = (block.acquired_at_ms, block.sequence)
        before = rows.get(place)
        if before is None or (before["acquired_at_ms"], before["sequence"]) <= rank:
            rows[place] = _row(block, i)


def _row(block, i):
    made = block.provenance
    row = {"x": block.x[i], "y": block.y[i]}
    classes = list(block.class_names)
    if classes:
        code = block.predicted_class[i]
        row["class"] = classes[code] if code != NO_CLASS else None
    reason = block.not_judged[i] if block.not_judged else JUDGED
    judged = reason == JUDGED
    row["not_judged"] = None if judged else block.not_judged_reasons[reason].id
    has_class = bool(classes) and block.predicted_class[i] != NO_CLASS
    for kind, values in (("probability", block.class_probabilities), ("mean_probability", block.mean_probabilities)):
        if values:
            numbers = _floats(values, i, len(classes))
            row.update({f"{kind}:{name}": number if has_class else np.nan for name, number in zip(classes, numbers)})
    if classes:
        column = "probability" if block.class_probabilities else "mean_probability"
        row["confidence"] = row[f"{column}:{row['class']}"] if has_class else np.nan
    if block.fit:
        row["fit"] = _floats(block.fit, i, 1)[0]
    for name, score in zip(block.label_names, _floats(block.label_scores, i, len(block.label_names))):
        row[f"label:{name}"] = score
    if block.values:
        row["value"], row["value_unit"] = _floats(block.values, i, 1)[0], block.value_unit
    for kind, all_of in (("band", block.bands), ("reading", block.readings)):
        row.update({f"{kind}:{one.name}": _floats(one.values, i, 1)[0] for one in all_of})
    if block.context:
        context = int(np.frombuffer(block.context, "<u2", 1, 2 * i)[0])
        row["context"] = None if context == NO_CONTEXT else context
    flags = int(np.frombuffer(block.quality, "<u2", 1, 2 * i)[0]) if block.quality else 0
    row["quality"] = " ".join(name for bit, name in enumerate(block.quality_names) if flags >> bit & 1)
    row.update(
        simulated=block.simulated, model=f"{made.model}@{made.model_version}" if made.model else None,
        model_digest=made.model_digest or None, service_version=made.service_version, pipeline=block.pipeline,
        generation=block.generation, sequence=block.sequence, acquired_at_ms=block.acquired_at_ms,
        source_topic=made.source_topic, source_partition=made.source_partition, source_offset=made.source_offset,
        source_index=i)
    return row


def _floats(packed, i, count):
    return np.frombuffer(packed, "<f4", count, 4 * count * i).astype(float) if count else []
