"""Spectra Streams from Python: send spectra, read results, ask for explanations.

Every function takes first how to reach the broker: its address, or a dict of settings of librdkafka
(``{"bootstrap.servers": "broker:9093", "security.protocol": "SSL", ...}``).
"""

from .asking import explain
from .contract import SpectraError
from .reading import map_of, results
from .sending import Sent, produce

__all__ = ["Sent", "SpectraError", "explain", "map_of", "produce", "results"]
