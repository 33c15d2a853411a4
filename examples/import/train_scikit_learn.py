"""Trains classifiers of scikit-learn on coffee.csv and exports them as ONNX.

    python train_scikit_learn.py   (scikit-learn, skl2onnx; tried with 1.9 and 1.20)
"""
import csv
import pathlib

import numpy as np
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HERE = pathlib.Path(__file__).parent


def spectra():
    """Spectra in ascending wavenumbers, as Spectra Streams gives them to a model, and labels."""
    rows = list(csv.reader(open(HERE / "coffee.csv")))
    axis = np.array([float(title) for title in rows[0][2:]])
    values = np.array([[float(value) for value in row[2:]] for row in rows[1:]])
    return values[:, np.argsort(axis)], np.array([row[1] for row in rows[1:]])


def export(model, name, **options):
    points = values.shape[1]
    onnx = convert_sklearn(
        model,
        initial_types=[("spectra", FloatTensorType([None, points]))],
        target_opset={"": 17, "ai.onnx.ml": 3},
        options={id(model): options},
    )
    (HERE / name).write_bytes(onnx.SerializeToString())


values, labels = spectra()
values = (values - values.mean(1, keepdims=True)) / values.std(1, ddof=1, keepdims=True)
linear = make_pipeline(StandardScaler(), LogisticRegression(C=0.01)).fit(values, labels)
export(linear, "coffee-linear.onnx", zipmap=False)
export(linear, "coffee-zipmap.onnx")
forest = RandomForestClassifier(20, max_depth=4, random_state=1).fit(values, labels)
export(forest, "coffee-forest.onnx", zipmap=False)
for name, model in (("linear", linear), ("forest", forest)):
    print(f"{name}: right on its own training spectra: {model.score(values, labels):.3f}")
