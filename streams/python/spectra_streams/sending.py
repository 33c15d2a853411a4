"""Sending: a cube of spectra as blocks on the raw topic."""

import re
import time
from typing import NamedTuple

import numpy as np
from confluent_kafka import Producer

from .contract import SpectraError, SpectrumBlock, kafka_settings, number

QUANTITIES = {
    "absorbance": "ABSORBANCE",
    "transmittance": "TRANSMITTANCE",
    "percent-transmittance": "PERCENT_TRANSMITTANCE",
    "raman-intensity": "RAMAN_INTENSITY",
}
UNITS = {"cm-1": "PER_CENTIMETRE", "um": "MICROMETRE", "nm": "NANOMETRE"}
SPECTRAL_DIMENSIONS = {"wavenumber": ("cm-1",), "raman_shift": ("cm-1",), "wavelength": ("um", "nm")}
SPELLINGS = {  # of the attribute "units" of a coordinate
    "cm-1": ("cm-1", "cm^-1", "1/cm", "cm⁻¹"),
    "um": ("um", "µm", "μm", "micrometer", "micrometre", "micron"),
    "nm": ("nm", "nanometer", "nanometre")}
BLOCK_BYTES = 900_000  # librdkafka takes 1 000 000 with what else stands in a block
AXIS_BYTES, VALUE_BYTES, PLACE_BYTES = 8, 4, 10  # a point, a point of a spectrum, x and y of a spectrum
MOST_POINTS = (BLOCK_BYTES - PLACE_BYTES) // (AXIS_BYTES + VALUE_BYTES)
MOST_SPECTRA = 1024
IMAGE_ID = re.compile(r"(?!\.+$)[A-Za-z0-9._-]{1,200}")


class Sent(NamedTuple):
    """What was sent: the image, its scan, and how many spectra in how many blocks."""

    image: str
    generation: int
    spectra: int
    blocks: int


def produce(kafka, cube, axis=None, *, pipeline, image, quantity, unit=None, pixel_size_um=0.0, mask=None,
            source="", simulated=False, generation=None, topic="spectra.raw", timeout=60.0):
    """Sends an image and returns what was sent, once the broker has all of it.

    cube: numpy array (height, width, points), or an xarray.DataArray with the dimensions y, x and one of
        wavenumber, raman_shift, wavelength, in any order, the last with its coordinate.
    axis: of a numpy array: points values, strictly rising or falling, in ``unit``.
    unit: of the axis, cm-1 (default), um or nm. A dimension wavelength has no default: where its coordinate has no
        attribute ``units``, it has to be said.
    quantity: absorbance, transmittance, percent-transmittance or raman-intensity; never guessed.
    mask: (height, width), true where a pixel was measured; others are not sent. Default: all were.
    generation: of the scan; a later one has a higher number. Default: the time in ms.
    simulated: computed, not measured; it says so wherever it shows.
    """
    values, axis, unit = _cube(cube, axis, unit)
    if not IMAGE_ID.fullmatch(image):
        raise SpectraError(f"image {image!r}: expected 1 to 200 characters of A-Z a-z 0-9 . _ -, not only dots")
    if quantity not in QUANTITIES:
        raise SpectraError(f"quantity {quantity!r}; expected one of {', '.join(QUANTITIES)}")
    height, width, points = values.shape
    measured = np.ones((height, width), bool) if mask is None else np.asarray(mask)
    if measured.dtype != bool or measured.shape != (height, width):
        raise SpectraError(f"mask {measured.dtype} of shape {measured.shape}; expected bool of ({height}, {width})")
    if points > MOST_POINTS:
        raise SpectraError(f"{points} points a spectrum; expected at most {MOST_POINTS}")
    generation = int(1000 * time.time()) if generation is None else int(generation)
    ys, xs = np.nonzero(measured)
    at_once = min(MOST_SPECTRA, (BLOCK_BYTES - AXIS_BYTES * points) // (VALUE_BYTES * points + PLACE_BYTES))
    failed = []
    producer = Producer(kafka_settings(kafka, **{"enable.idempotence": True, "linger.ms": 20}))
    blocks = 0
    for first in range(0, len(xs), at_once):
        y, x = ys[first:first + at_once], xs[first:first + at_once]
        block = SpectrumBlock(
            pipeline=pipeline, image_id=image, width=width, height=height, pixel_size_um=pixel_size_um,
            sequence=blocks, generation=generation, points=points, source=source, simulated=simulated,
            axis_unit=number(SpectrumBlock, "axis_unit", UNITS[unit]), axis_values=axis.astype("<f8").tobytes(),
            quantity=number(SpectrumBlock, "quantity", QUANTITIES[quantity]), x=x.tolist(), y=y.tolist(),
            intensities=np.ascontiguousarray(values[y, x], "<f4").tobytes())
        _send(producer, topic, f"{image}/{blocks}", block.SerializeToString(),
              lambda error, _: failed.append(error) if error else None)
        blocks += 1
    left = producer.flush(timeout)
    if failed or left:
        raise SpectraError(f"{len(failed) + left} of {blocks} blocks were not delivered: "
                           f"{failed[0] if failed else f'no answer within {timeout} s; is the service running?'}")
    return Sent(image, generation, len(xs), blocks)


def _send(producer, topic, key, value, told):
    while True:
        try:
            producer.produce(topic, key=key, value=value, on_delivery=told)
            producer.poll(0)
            return
        except BufferError:  # the queue is full: wait until some of it is delivered
            producer.poll(0.5)


def _cube(cube, axis, unit):
    """Values as (height, width, points), the axis, and its unit."""
    if unit is not None and unit not in UNITS:
        raise SpectraError(f"unit {unit!r}; expected one of {', '.join(UNITS)}")
    if hasattr(cube, "dims"):
        spectral = [name for name in SPECTRAL_DIMENSIONS if name in cube.dims]
        if len(spectral) != 1 or set(cube.dims) != {"y", "x", spectral[0]}:
            raise SpectraError(f"dimensions {tuple(cube.dims)}; expected y, x and one of "
                               f"{', '.join(SPECTRAL_DIMENSIONS)}")
        if axis is None:
            if spectral[0] not in cube.coords:
                raise SpectraError(f"dimension {spectral[0]} has no coordinate: give axis")
            unit = _unit(spectral[0], unit, cube.coords[spectral[0]].attrs.get("units"))
            axis = cube.coords[spectral[0]].values
        else:
            unit = _unit(spectral[0], unit, None)
        cube = cube.transpose("y", "x", spectral[0]).values
    values = np.asarray(cube)
    if values.ndim != 3 or values.dtype.kind not in "fiu" or 0 in values.shape:
        raise SpectraError(f"a cube of {values.dtype} and shape {values.shape}; expected real numbers as "
                           "(height, width, points); one spectrum has shape (1, 1, points)")
    if axis is None:
        raise SpectraError("axis is missing: the positions of the points, in unit")
    axis = np.asarray(axis, float)
    steps = np.diff(axis)
    if axis.shape != (values.shape[2],) or not (np.all(steps > 0) or np.all(steps < 0)):
        raise SpectraError(f"axis of shape {axis.shape} for {values.shape[2]} points; expected one strictly "
                           "rising or falling value a point")
    return values, axis, unit or "cm-1"


def _unit(dimension, unit, told):
    """The unit of a dimension of xarray: as given or as its coordinate tells it, where they agree with its name."""
    possible = SPECTRAL_DIMENSIONS[dimension]
    known = [name for name, spellings in SPELLINGS.items() if str(told).strip().lower() in spellings]
    if told is not None and (not known or unit not in (None, known[0])):
        raise SpectraError(f"units {told!r} of {dimension}" + (f" and unit {unit!r}" if unit else "") +
                           f"; expected one of {', '.join(possible)}, said once or twice the same")
    found = unit or (known[0] if known else possible[0] if len(possible) == 1 else None)
    if found not in possible:
        raise SpectraError(f"dimension {dimension} in unit {found!r}; expected one of {', '.join(possible)}")
    return found
