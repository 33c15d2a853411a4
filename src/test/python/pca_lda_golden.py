"""Golden values of PCA followed by LDA, from scikit-learn.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1 && venv/bin/python src/test/python/pca_lda_golden.py

Writes src/test/resources/golden/pca-lda.json: training spectra, test spectra and, for several numbers of components,
the predicted classes and the differences of the class discriminants.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

POINTS, CLASSES = 24, 3


def spectra(rng, sizes):
    x = np.arange(POINTS)
    rows, labels = [], []
    for label, size in enumerate(sizes):
        for _ in range(size):
            band = np.exp(-(((x - 6 - 5 * label) / 3.0) ** 2))
            rows.append((1 + 0.3 * rng.normal()) * band + 0.4 * rng.normal() + 0.25 * rng.normal(size=POINTS))
            labels.append(label)
    return np.round(np.array(rows), 4).astype(np.float32), np.array(labels)


def main():
    rng = np.random.default_rng(7)
    cases = []
    for name, sizes in (("more spectra than points", (20, 35, 12)), ("fewer spectra than points", (7, 6, 8))):
        train, labels = spectra(rng, sizes)
        test, _ = spectra(rng, (5, 5, 5))
        for components in (2, 5, 10):
            pca = PCA(components, svd_solver="full").fit(train.astype(float))
            lda = LinearDiscriminantAnalysis(priors=np.full(CLASSES, 1 / CLASSES))
            lda.fit(pca.transform(train.astype(float)), labels)
            logs = lda.predict_log_proba(pca.transform(test.astype(float)))
            cases.append(
                {
                    "name": f"{name}, {components} components",
                    "components": components,
                    "train": train.ravel().tolist(),
                    "labels": labels.tolist(),
                    "test": test.ravel().tolist(),
                    "predicted": logs.argmax(axis=1).tolist(),
                    "aboveFirstClass": (logs - logs[:, :1]).ravel().tolist(),
                }
            )
    target = pathlib.Path(__file__).parents[1] / "resources" / "golden" / "pca-lda.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({"scikit-learn": sklearn.__version__, "points": POINTS, "classes": CLASSES, "cases": cases}))


if __name__ == "__main__":
    main()
