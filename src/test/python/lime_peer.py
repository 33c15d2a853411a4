"""marcotcr/lime on a shipped model: golden weights, and how long it takes.

  python -m venv V && V/bin/pip install lime onnxruntime
  V/bin/python lime_peer.py golden cartilage.csv
  V/bin/python lime_peer.py time MODEL SAMPLE.csv [--samples N ...] [--spectra N] [--seeds N]

SAMPLE.csv comes from ./spectra convert --sample NAME > SAMPLE.csv. `golden` writes
src/test/resources/golden/lime/published.json; the build never runs it. `time` prints one JSON
object a line: seconds split into perturbing, scoring and regression, and how well two seeds agree.
The package runs as it is, with the settings of CRIME: deciles, kernel width 0.75 sqrt(points), all
wavenumbers in one ridge regression (its own extra regression that selects features is switched off,
which favours it). The ensemble runs in ONNX Runtime with two threads.
"""

import argparse
import itertools
import json
import pathlib
import time

import lime
import numpy as np
import onnxruntime
import scipy
import sklearn
from lime.lime_tabular import LimeTabularExplainer

ROOT = pathlib.Path(__file__).parents[3]
GOLDEN = ROOT / "src/test/resources/golden/lime/published.json"
BACKGROUND = 3000
SLICE = 32


def versions():
    return (f"lime 0.2.0.1, NumPy {np.__version__}, SciPy {scipy.__version__}, "
            f"scikit-learn {sklearn.__version__}, ONNX Runtime {onnxruntime.__version__}")


class Model:
    def __init__(self, name):
        folder = sorted((ROOT / "model-store" / name).iterdir())[-1]
        manifest = json.loads((folder / "model.json").read_text())
        self.id, self.steps = f"{name}@{folder.name}", manifest["preprocessing"]["steps"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        options.add_session_config_entry("session.set_denormal_as_zero", "1")
        self.session = onnxruntime.InferenceSession(
            str(folder / "ensemble.onnx"), options, providers=["CPUExecutionProvider"])
        self.seconds = 0.0

    def prepare(self, axis, spectra):
        interpolate, *rest = self.steps
        grid = interpolate["grid"]
        grid = grid["first"] + grid["step"] * np.arange(grid["points"])
        out = np.array([np.interp(grid, axis, row) for row in spectra])
        for step in rest:
            if step["step"] == "scale" and step["by"] == "vector":
                out /= np.linalg.norm(out, axis=1, keepdims=True)
            elif step["step"] == "scale-per-variable":
                out = (out - np.array(step["mean"])) / np.array(step["deviation"])
            else:
                raise SystemExit(f"step {step['step']} is not known here")
        return out.astype(np.float32)

    def votes(self, rows):
        """Share of the members' votes, rows x classes."""
        start = time.perf_counter()
        rows = np.ascontiguousarray(rows, dtype=np.float32)
        found = []
        for first in range(0, len(rows), SLICE):
            (members,) = self.session.run(
                ["member_probabilities"], {"spectra": rows[first:first + SLICE]})
            ballots = members.argmax(axis=2)
            found.append(np.stack(
                [(ballots == c).mean(axis=1) for c in range(members.shape[2])], axis=1))
        self.seconds += time.perf_counter() - start
        return np.concatenate(found)


def read(path):
    lines = [line.rstrip("\n") for line in open(path) if not line.startswith("#")]
    head = lines[0].split(",")
    columns = [i for i, name in enumerate(head) if name.replace(".", "", 1).isdigit()]
    rows = [np.array(line.split(","))[columns].astype(float) for line in lines[1:]]
    return np.array([float(head[i]) for i in columns]), np.array(rows)


def explainer(background, seed):
    return LimeTabularExplainer(
        background, mode="classification", discretize_continuous=True, discretizer="decile",
        feature_selection="none", random_state=seed)


def explain(background, instance, predict, label, samples, seed, clock=None):
    tool = explainer(background, seed)
    if clock is not None:
        inner = tool.base.explain_instance_with_data

        def timed(*arguments, **options):
            start = time.perf_counter()
            answer = inner(*arguments, **options)
            clock["regression"] += time.perf_counter() - start
            return answer

        tool.base.explain_instance_with_data = timed
        start = time.perf_counter()
    points = len(instance)
    answer = tool.explain_instance(
        instance, predict, labels=(label,), num_features=points, num_samples=samples)
    if clock is not None:
        clock["total"] += time.perf_counter() - start
    weights = np.zeros(points)
    for feature, weight in answer.local_exp[label]:
        weights[feature] = weight
    score = answer.score[label] if isinstance(answer.score, dict) else answer.score
    local = answer.local_pred[label] if isinstance(answer.local_pred, dict) else answer.local_pred
    return weights, float(score), float(np.ravel(local)[0])


def short(values):
    return [float(f"{v:.6g}") for v in np.ravel(values)]


def golden(path):
    rng = np.random.default_rng(7)
    points = 12
    mixing = np.eye(points) + 0.5 * np.eye(points, k=1)
    background = (rng.standard_normal((400, points)) @ mixing).astype(np.float32)
    slopes = np.array([1.5, -1.2, 1.0, -0.8, 0.6, -0.5, 0.4, -0.3, 0.2, 0, 0, 0])

    def known(rows):
        rows = np.asarray(rows, dtype=np.float32).astype(float)
        p = 1 / (1 + np.exp(-rows @ slopes - 0.5 * rows[:, 0] * rows[:, 1]))
        return np.stack([1 - p, p], axis=1)

    instance = background[17].astype(float)
    runs = [explain(background.astype(float), instance, known, 1, 2000, s) for s in range(12)]
    bins = explainer(background.astype(float), 0).discretizer
    small = {"points": points, "samples": 2000, "background": short(background),
             "instance": short(instance), "slopes": short(slopes), "interaction": 0.5,
             "binMeans": [short(bins.means[j]) for j in range(points)],
             "binDeviations": [short(bins.stds[j]) for j in range(points)],
             "binMaxima": [short(bins.maxs[j]) for j in range(points)],
             "weights": [short(w) for w, _, _ in runs], "rSquared": short([r for _, r, _ in runs]),
             "localPrediction": short([p for _, _, p in runs])}
    model = Model("cartilage")
    spectra = model.prepare(*read(path)).astype(float)
    row = 431
    label = int(model.votes(spectra[row:row + 1])[0].argmax())
    runs = [explain(spectra, spectra[row], model.votes, label, 5000, s) for s in range(6)]
    real = {"model": model.id, "row": row, "class": label, "samples": 5000,
            "weights": [short(w) for w, _, _ in runs], "rSquared": short([r for _, r, _ in runs]),
            "localPrediction": short([p for _, _, p in runs])}
    GOLDEN.parent.mkdir(parents=True, exist_ok=True)
    body = {"origin": f"lime_peer.py golden, {versions()}",
            "about": "weights that marcotcr/lime finds with several seeds: for a known function of "
                     "12 features, and for the votes of the shipped cartilage model",
            "known": small, "cartilage": real}
    GOLDEN.write_text(json.dumps(body, separators=(",", ":")).replace('[[', '[\n[')
                      .replace('],[', '],\n[') + "\n")
    print(GOLDEN, GOLDEN.stat().st_size, "bytes; correlation of seeds",
          [float(np.median([np.corrcoef(a, b)[0, 1] for a, b in itertools.combinations(
              case["weights"], 2)])) for case in (small, real)])


def signs(a, b):
    top = max(1, round(len(a) / 5))
    one = [np.mean((np.sign(u) == np.sign(v))[np.argsort(-np.abs(u))[:top]])
           for u, v in ((a, b), (b, a))]
    return float(np.mean(one))


def clock_it(arguments):
    model = Model(arguments.model)
    prepared = model.prepare(*read(arguments.sample)).astype(float)
    prepared = prepared[np.isfinite(prepared).all(axis=1)]
    rng = np.random.default_rng(1)
    order = rng.permutation(len(prepared))
    background = prepared[order[:BACKGROUND]]
    chosen = prepared[order[:arguments.spectra]]
    for samples in arguments.samples:
        clock = {"total": 0.0, "regression": 0.0}
        model.seconds = 0.0
        correlations, agreements, fits = [], [], []
        for instance in chosen:
            label = int(model.votes(instance[None])[0].argmax())
            runs = [explain(background, instance, model.votes, label, samples, seed, clock)
                    for seed in range(arguments.seeds)]
            fits.append(np.mean([r for _, r, _ in runs]))
            for a, b in itertools.combinations([w for w, _, _ in runs], 2):
                correlations.append(np.corrcoef(a, b)[0, 1])
                agreements.append(signs(a, b))
        n = len(chosen) * arguments.seeds
        print(json.dumps({
            "tool": "marcotcr/lime", "versions": versions(), "model": model.id, "samples": samples,
            "explanations": n, "seconds": round(clock["total"] / n, 3),
            "scoring": round(model.seconds / n, 3),
            "regression": round(clock["regression"] / n, 3),
            "perturbing": round((clock["total"] - clock["regression"] - model.seconds) / n, 3),
            "correlation": round(float(np.median(correlations)), 3) if correlations else None,
            "signAgreement": round(float(np.median(agreements)), 3) if agreements else None,
            "rSquared": round(float(np.median(fits)), 3)}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    modes = parser.add_subparsers(dest="mode", required=True)
    modes.add_parser("golden").add_argument("sample")
    timing = modes.add_parser("time")
    timing.add_argument("model")
    timing.add_argument("sample")
    timing.add_argument("--samples", type=int, nargs="+", default=[5000])
    timing.add_argument("--spectra", type=int, default=1)
    timing.add_argument("--seeds", type=int, default=2)
    arguments = parser.parse_args()
    golden(arguments.sample) if arguments.mode == "golden" else clock_it(arguments)


if __name__ == "__main__":
    main()
