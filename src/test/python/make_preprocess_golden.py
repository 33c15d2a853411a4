"""Golden values for the preprocessing steps, made with NumPy and SciPy.

Run:  python -m venv V && V/bin/pip install numpy scipy && V/bin/python make_preprocess_golden.py
Writes src/test/resources/golden/preprocess/*.json; each file names the versions that made it.
The build never runs this script. Inputs are rounded to float32, as spectra are; everything after
is float64. Nothing here shares code with the Java side: splines, filters and sparse solves are
SciPy's, the convex hull is SciPy's Qhull, the rest is NumPy written from the definition.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy import interpolate, signal, sparse, spatial
from scipy.sparse.linalg import spsolve

OUT = pathlib.Path(__file__).parent.parent / "resources" / "golden" / "preprocess"
RNG = np.random.default_rng(20240601)


def spectrum(axis, slope=2e-4, noise=2e-3):
    """Six bands on a sloping, curved baseline with noise, as float32."""
    y = 0.1 + slope * (axis - axis[0]) + 0.05 * np.cos((axis - axis[0]) / 300)
    for centre, width, height in [(1032, 18, 0.4), (1080, 25, 0.5), (1240, 20, 0.3),
                                  (1455, 14, 0.25), (1545, 22, 0.7), (1655, 24, 1.0)]:
        y += height / (1 + ((axis - centre) / width) ** 2)
    return (y + noise * RNG.standard_normal(axis.size)).astype(np.float32).astype(float)


def floats(values):
    return [float(f"{v:.9g}") for v in np.asarray(values, dtype=float)]


def exact(values):
    return [float(v) for v in np.asarray(values, dtype=float)]


def write(name, about, cases):
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / f"{name}.json"
    body = {"origin": f"make_preprocess_golden.py, SciPy {scipy.__version__}, NumPy {np.__version__}",
            "about": about, "cases": cases}
    path.write_text(json.dumps(body, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")
    print(path.name, len(cases), "cases", path.stat().st_size, "bytes")


def case(name, axis, y, quantity, steps, out_axis, expected):
    return {"name": name, "axis": exact(axis), "quantity": quantity, "input": exact(y),
            "steps": steps, "outputPoints": int(len(out_axis)), "expected": floats(expected)}


def copy_step(axis):
    return {"step": "interpolate", "grid": {"wavenumbers": exact(axis)}, "method": "linear",
            "outOfRange": "reject", "minimumCoverage": 1, "maximumGap": 100}


def interpolation():
    cases = []
    uniform = 990 + 3.86 * np.arange(212)
    irregular = np.sort(np.round(985 + 830 * RNG.random(260), 3))
    irregular = np.concatenate([[980.0], irregular[np.diff(irregular, prepend=0) > 0.2], [1820.0]])
    grid = 1000 + 8.0 * np.arange(101)
    grid_json = {"first": 1000, "step": 8, "points": 101}
    for label, axis in [("uniform", uniform), ("irregular", irregular)]:
        y = spectrum(axis)
        made = {
            "linear": interpolate.interp1d(axis, y, kind="linear")(grid),
            "quadratic": interpolate.interp1d(axis, y, kind="quadratic")(grid),
            "cubic": interpolate.CubicSpline(axis, y)(grid),
        }
        for method, expected in made.items():
            step = {"step": "interpolate", "grid": grid_json, "method": method,
                    "outOfRange": "reject", "minimumCoverage": 1, "maximumGap": 40}
            cases.append(case(f"{method} from {label}", axis, y, "absorbance", [step], grid, expected))
    # the fewest points each spline can have
    for method, points in [("linear", 2), ("quadratic", 3), ("quadratic", 4), ("cubic", 4), ("cubic", 5)]:
        axis = np.array([1000.0, 1010.0, 1033.0, 1040.0, 1052.0])[:points]
        y = spectrum(axis)
        small = np.linspace(axis[0], axis[-1], 9)
        k = {"linear": 1, "quadratic": 2, "cubic": 3}[method]
        expected = interpolate.make_interp_spline(axis, y, k=k)(small)
        if method == "cubic":
            assert np.allclose(expected, interpolate.CubicSpline(axis, y)(small), atol=1e-12)
        step = {"step": "interpolate", "grid": {"wavenumbers": exact(small)}, "method": method,
                "outOfRange": "reject", "minimumCoverage": 1, "maximumGap": 40}
        cases.append(case(f"{method} through {points} points", axis, y, "absorbance", [step], small, expected))
    # padding: the spectrum covers 1051.3 ... only
    axis = 1051.3 + 3.9 * np.arange(180)
    y = spectrum(axis)
    spline = interpolate.CubicSpline(axis, y)
    inside = (grid >= axis[0]) & (grid <= axis[-1])
    last = np.flatnonzero(inside)
    for policy in ["zero-pad", "edge-pad"]:
        expected = np.zeros(grid.size)
        expected[inside] = spline(grid[inside])
        if policy == "edge-pad":
            expected[:last[0]] = expected[last[0]]
            expected[last[-1] + 1:] = expected[last[-1]]
        step = {"step": "interpolate", "grid": grid_json, "method": "cubic", "outOfRange": policy,
                "minimumCoverage": 0.5, "maximumGap": 40}
        cases.append(case(f"cubic with {policy}", axis, y, "absorbance", [step], grid, expected))
    write("interpolation", "interp1d(kind='linear'|'quadratic'), CubicSpline (not-a-knot), "
          "make_interp_spline for the smallest axes; padding by the definition", cases)


def hull_baseline(axis, y):
    """Rubber band from SciPy's Qhull: the facets whose outward normal points down."""
    hull = spatial.ConvexHull(np.column_stack([(axis - axis[0]) / np.ptp(axis), y]))
    lower = np.unique(hull.simplices[hull.equations[:, 1] < 0])
    return np.interp(axis, axis[lower], y[lower])


def asls(y, lam, p, iterations):
    """Eilers and Boelens 2005 with w = p above the baseline and 1 - p elsewhere."""
    n = y.size
    d = sparse.diags([1.0, -2.0, 1.0], [0, 1, 2], shape=(n - 2, n)).tocsc()
    w = np.ones(n)
    for _ in range(iterations):
        z = spsolve((sparse.diags(w) + lam * (d.T @ d)).tocsc(), w * y)
        w = np.where(y > z, p, 1 - p)
    return z


def baselines():
    uniform = 1000 + 4.0 * np.arange(201)
    irregular = np.sort(np.unique(np.round(1000 + 800 * RNG.random(150), 2)))
    cases = []
    for label, axis in [("uniform", uniform), ("irregular", irregular)]:
        y = spectrum(axis)
        line = y[0] + (y[-1] - y[0]) * (axis - axis[0]) / (axis[-1] - axis[0])
        cases.append(case(f"linear on {label}", axis, y, "absorbance",
                          [copy_step(axis), {"step": "linear-baseline"}], axis, y - line))
        cases.append(case(f"rubberband on {label}", axis, y, "absorbance",
                          [copy_step(axis), {"step": "rubberband-baseline"}], axis,
                          y - hull_baseline(axis, y)))
    y = spectrum(uniform)
    for lam, p, iterations in [(1e2, 0.1, 1), (1e5, 0.01, 10), (1e7, 0.001, 20), (1e9, 0.001, 10)]:
        step = {"step": "asymmetric-least-squares-baseline", "lambda": lam, "p": p, "iterations": iterations}
        cases.append(case(f"asymmetric least squares {lam:g} {p:g} {iterations}", uniform, y,
                          "absorbance", [copy_step(uniform), step], uniform,
                          y - asls(y, lam, p, iterations)))
    raman = 1000 * y.astype(np.float32).astype(float)
    raman = raman.astype(np.float32).astype(float)
    y2 = interpolate.CubicSpline(uniform, raman - (raman[0] + (raman[-1] - raman[0]) * (uniform - uniform[0])
                                                   / (uniform[-1] - uniform[0])))
    grid = 1002 + 5.0 * np.arange(150)
    expected = y2(grid) / y2(grid).max()
    cases.append(case("linear baseline, cubic spline, maximum (Fukuhara 2019)", uniform, raman, "raman-intensity",
                      [{"step": "linear-baseline"},
                       {"step": "interpolate", "grid": {"first": 1002, "step": 5, "points": 150},
                        "method": "cubic", "outOfRange": "reject", "minimumCoverage": 1, "maximumGap": 10},
                       {"step": "scale", "by": "maximum"}], grid, expected))
    write("baseline", "line through the ends; lower hull by Qhull; asymmetric least squares by "
          "scipy.sparse.linalg.spsolve", cases)


def savitzky_golay():
    axis = 1000 + 2.0 * np.arange(160)
    y = spectrum(axis)
    cases = []
    for window, order, derivative in [(5, 2, 0), (9, 2, 0), (11, 3, 1), (13, 4, 2), (7, 0, 0), (25, 9, 3), (159, 5, 0)]:
        expected = signal.savgol_filter(y, window, order, deriv=derivative, delta=2.0, mode="interp")
        step = {"step": "savitzky-golay", "window": window, "order": order, "derivative": derivative}
        cases.append(case(f"window {window} order {order} derivative {derivative}", axis, y, "absorbance",
                          [copy_step(axis), step], axis, expected))
    write("savitzky-golay", "scipy.signal.savgol_filter(mode='interp')", cases)


def scaling():
    axis = np.sort(np.unique(np.round(1000 + 800 * RNG.random(120), 2)))
    y = spectrum(axis) - 0.3
    y = y.astype(np.float32).astype(float)
    made = {
        "min-max": (y - y.min()) / (y.max() - y.min()),
        "maximum": y / y.max(),
        "vector": y / np.linalg.norm(y),
        "snv": (y - y.mean()) / y.std(ddof=1),
        "area": y / np.trapezoid(np.abs(y), axis),
    }
    cases = [case(by, axis, y, "absorbance", [copy_step(axis), {"step": "scale", "by": by}], axis, expected)
             for by, expected in made.items()]
    mean = y.astype(np.float32) * np.float32(0.9)
    deviation = (0.05 + 0.2 * RNG.random(y.size)).astype(np.float32)
    cases.append(case("per variable", axis, y, "absorbance",
                      [copy_step(axis), {"step": "scale-per-variable", "mean": exact(mean),
                                         "deviation": exact(deviation)}], axis,
                      (y - mean.astype(float)) / deviation.astype(float)))
    write("scaling", "NumPy from the definitions: snv with ddof=1, area by numpy.trapezoid of |y|", cases)


def quantity():
    axis = 1000 + 10.0 * np.arange(81)
    absorbance = spectrum(axis)
    fraction = (10 ** -absorbance).astype(np.float32).astype(float)
    percent = (100 * 10 ** -absorbance).astype(np.float32).astype(float)
    cases = [
        case("transmittance", axis, fraction, "transmittance", [copy_step(axis)], axis, -np.log10(fraction)),
        case("percent transmittance", axis, percent, "percent-transmittance", [copy_step(axis)], axis,
             2 - np.log10(percent)),
    ]
    cut = axis[(axis >= 1105) & (axis <= 1700)]
    kept = absorbance[(axis >= 1105) & (axis <= 1700)]
    cases.append(case("cut after the grid", axis, absorbance, "absorbance",
                      [copy_step(axis), {"step": "cut", "from": 1105, "to": 1700}], cut, kept))
    first = {"step": "interpolate", "grid": {"wavenumbers": exact(cut)}, "method": "cubic",
             "outOfRange": "reject", "minimumCoverage": 1, "maximumGap": 10}
    cases.append(case("cut before the grid", axis, absorbance, "absorbance",
                      [{"step": "cut", "from": 1105, "to": 1700}, first], cut, kept))
    write("quantity", "absorbance = -log10(transmittance), and cuts", cases)


interpolation()
baselines()
savitzky_golay()
scaling()
quantity()
