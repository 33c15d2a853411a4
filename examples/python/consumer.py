"""Prints what the service says of each spectrum of an image, until it has seen so many.

usage: consumer.py BOOTSTRAP IMAGE SPECTRA
"""
import struct
import sys
import uuid

from confluent_kafka import Consumer, TopicPartition, OFFSET_BEGINNING

import spectra_pb2 as wire

NO_CLASS = 255


def show(result):
    bands = {b.name: struct.unpack(f"<{len(b.values) // 4}f", b.values) for b in result.bands}
    for i, (x, y) in enumerate(zip(result.x, result.y)):
        line = [f"{x},{y}"]
        if result.predicted_class:
            c = result.predicted_class[i]
            line.append("class " + ("none" if c == NO_CLASS else result.class_names[c]))
        line += [f"{name} {values[i]:.6g}" for name, values in bands.items()]
        print(*line)
    return len(result.x)


def main(bootstrap, image, spectra):
    consumer = Consumer({
        "bootstrap.servers": bootstrap, "group.id": f"example-{uuid.uuid4()}",
        "isolation.level": "read_committed",  # what a killed instance left half done stays unseen
        "enable.auto.commit": False})
    topic = consumer.list_topics("spectra.results").topics["spectra.results"]
    consumer.assign([TopicPartition("spectra.results", p, OFFSET_BEGINNING) for p in topic.partitions])
    seen = 0
    while seen < int(spectra):
        message = consumer.poll(1.0)
        if message is None or message.error() or message.key() != image.encode():
            continue
        seen += show(wire.ResultBlock.FromString(message.value()))
    consumer.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
