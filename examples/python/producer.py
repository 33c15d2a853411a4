"""Sends an image of 8 x 8 computed absorbance spectra to the raw topic, one row a block.

usage: producer.py BOOTSTRAP IMAGE
"""
import math
import struct
import sys
import time

from confluent_kafka import Producer

import spectra_pb2 as wire

SIZE, FIRST, STEP, POINTS = 8, 2000.0, 2.0, 301


def row(image, y, generation):
    block = wire.SpectrumBlock(
        pipeline="survey", image_id=image, width=SIZE, height=SIZE, sequence=y,
        generation=generation,  # the same in all blocks of one scan, higher in the next one
        axis_unit=wire.PER_CENTIMETRE, uniform_axis=wire.UniformAxis(first=FIRST, step=STEP),
        points=POINTS, quantity=wire.ABSORBANCE, source="examples/python/producer.py",
        simulated=True)  # computed, not measured: says so wherever it shows
    values = []
    for x in range(SIZE):
        block.x.append(x)
        block.y.append(y)
        for i in range(POINTS):
            co2 = 0.1 * (x + 1) * math.exp(-(((FIRST + i * STEP) - 2349) / 12) ** 2)
            values.append(0.05 + 0.01 * y + co2)
    block.intensities = struct.pack(f"<{len(values)}f", *values)  # little-endian float32
    return block


def main(bootstrap, image):
    producer = Producer({"bootstrap.servers": bootstrap, "enable.idempotence": True})
    generation = int(1000 * time.time())
    for y in range(SIZE):
        producer.produce("spectra.raw", key=f"{image}/{y}", value=row(image, y, generation).SerializeToString())
    left = producer.flush(60)
    if left:
        sys.exit(f"{left} blocks were not delivered within 60 s; is the service running?")
    print(f"sent {SIZE * SIZE} spectra of image {image}")


if __name__ == "__main__":
    main(*sys.argv[1:])
