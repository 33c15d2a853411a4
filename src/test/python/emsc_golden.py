"""Golden values of extended multiplicative signal correction, from biospectools.

    python3 -m venv venv && venv/bin/pip install biospectools==0.4.0 && venv/bin/python src/test/python/emsc_golden.py

Writes src/test/resources/golden/emsc.json: an axis, spectra, and for the basic form and for forms with interferents
and analytes the terms and the corrected spectra. The same is solved by numpy's least squares alone, and must agree.
"""

import json
import pathlib

import numpy as np
from biospectools.preprocessing.emsc import EMSC

AXIS = np.concatenate([np.arange(1000.0, 1240.0, 6.0), np.arange(1240.0, 1400.0, 10.0)])


def band(centre, width):
    return np.exp(-0.5 * ((AXIS - centre) / width) ** 2)


def least_squares(x, reference, order, interferents, analytes):
    t = 2 * (AXIS - AXIS.min()) / (AXIS.max() - AXIS.min()) - 1
    terms = [reference, *interferents, *analytes, *[t**k for k in range(order + 1)]]
    c = np.linalg.lstsq(np.stack(terms, axis=1), x.T, rcond=None)[0]
    kept = 1 + len(interferents) + len(analytes)
    out = x - c[kept:].T @ np.stack(terms[kept:]) if order >= 0 else x.copy()
    if interferents:
        out = out - c[1 : 1 + len(interferents)].T @ np.stack(interferents)
    return out / c[0][:, None]


rng = np.random.default_rng(7)
f = lambda values: np.asarray(values).astype(np.float32).astype(float)
reference = f(band(1080, 18) + 0.6 * band(1240, 25) + 0.3 * band(1340, 14) + 0.1)
vapour = [f(band(1030, 3) - 0.4 * band(1190, 3) + band(1365, 4)), f(band(1115, 12))]
analyte = [f(band(1300, 20))]
t = (AXIS - AXIS.mean()) / np.ptp(AXIS)
spectra = f([
    (0.5 + rng.random()) * reference + 0.3 * rng.random() + 0.2 * rng.normal() * t + 0.1 * rng.normal() * t**2
    + 0.2 * rng.random() * vapour[0] + 0.1 * rng.random() * vapour[1] + 0.2 * rng.random() * analyte[0]
    + 0.01 * rng.normal(size=AXIS.size)
    for _ in range(5)
])
cases = []
for name, order, interferents, analytes in [
    ("basic", 2, [], []),
    ("offset alone", 0, [], []),
    ("no polynomial", -1, [], []),
    ("interferents", 2, vapour, []),
    ("interferents and an analyte", 4, vapour, analyte),
]:
    model = EMSC(reference, AXIS, poly_order=None if order < 0 else order, interferents=interferents or None,
                 analytes=analytes or None)
    corrected = model.transform(spectra, check_correlation=False)
    again = least_squares(spectra, reference, order, interferents, analytes)
    assert np.allclose(corrected, again, rtol=0, atol=1e-9), name
    cases.append({"name": name, "order": order, "interferents": [list(v) for v in interferents],
                  "analytes": [list(v) for v in analytes], "corrected": [list(v) for v in corrected]})
path = pathlib.Path(__file__).parents[1] / "resources" / "golden" / "emsc.json"
path.write_text(json.dumps({"axis": list(AXIS), "reference": list(reference), "spectra": [list(s) for s in spectra],
                            "cases": cases}) + "\n")
