"""Sends, reads and asks through a running service; prints what it saw.

usage: run.py BOOTSTRAP IMAGE CSV, the last of ./spectra convert --simulate 8x8
"""
import sys

import numpy as np
import pandas as pd

import spectra_streams as spectra

SIZE, POINTS = 8, 801


def refused(what, **change):
    arguments = {"pipeline": "tissue", "image": "refused", "quantity": "absorbance", **change}
    cube = arguments.pop("cube", np.zeros((1, 1, 3)))
    axis = arguments.pop("axis", [1, 2, 3])
    try:
        spectra.produce(sys.argv[1], cube, axis, **arguments)
    except spectra.SpectraError as error:
        assert what in str(error), str(error)
        return
    raise AssertionError(f"{change} was taken")


def simulated(csv):
    table = pd.read_csv(csv, comment="#")
    axis = table.columns[2:].astype(float).to_numpy()
    cube = np.full((SIZE, SIZE, len(axis)), np.nan, np.float32)
    cube[table["y"], table["x"]] = table.iloc[:, 2:]
    return cube, axis


def main(kafka, image, csv):
    refused("quantity 'light'", quantity="light")
    refused("image ''", image="")
    refused("strictly", axis=[1, 1, 2])
    refused("shape (3,)", cube=np.zeros(3))
    refused("expected at most 74999", cube=np.zeros((1, 1, 75_000), np.float32), axis=np.arange(75_000))
    cube, axis = simulated(csv)
    cube[0, 1] = np.nan  # a dead pixel is sent, and is not judged
    mask = np.ones((SIZE, SIZE), bool)
    mask[7, 7] = False  # this one was not measured
    sent = spectra.produce(kafka, cube, axis, pipeline="tissue", image=image, quantity="absorbance", mask=mask,
                           simulated=True, source="streams/python/tests/run.py")
    print(f"sent {sent.spectra} spectra")
    table = spectra.results(kafka, image, generation=sent.generation, spectra=sent.spectra)
    assert len(table) == SIZE * SIZE - 1 and table["simulated"].all()
    again = spectra.results(kafka, image)
    assert again.equals(table), "read to the end of the topic, the same"
    dead = table[(table.x == 1) & (table.y == 0)].iloc[0]
    assert dead["not_judged"] == "quality" and pd.isna(dead["class"]) and "NON_FINITE" in dead["quality"]
    amide = spectra.map_of(table, "band:amide-I", (SIZE, SIZE))
    assert np.isnan(amide[7, 7]) and np.isnan(amide[0, 1]) and np.isfinite(amide[3, 3])
    print(f"read {len(table)} results of {table['model'].iloc[0]}")
    row = table[table["class"].notna()].iloc[0]
    weights = spectra.explain(kafka, row, "lime", samples=400, seed=7)
    assert len(weights) == POINTS and weights.attrs["seed"] == 7 and np.isfinite(weights).all()
    assert weights.attrs["class_name"] == row["class"] and weights.attrs["model"] == row["model"]
    assert weights.equals(spectra.explain(kafka, row, "lime", samples=400, seed=7)), "the same seed, the same answer"
    print(f"explained by {weights.attrs['method']}")
    try:
        spectra.explain(kafka, table[table["not_judged"].notna()].iloc[0], "lime")
        raise AssertionError("a spectrum without a class was explained")
    except spectra.SpectraError as error:
        assert "refused (unusable-spectrum)" in str(error), str(error)
    try:
        spectra.explain(kafka, row, "tea-leaves")
        raise AssertionError("an unknown method was taken")
    except spectra.SpectraError as error:
        assert "refused (unknown-method)" in str(error), str(error)
    _xarray(kafka, cube, axis, image)


def _xarray(kafka, cube, axis, image):
    try:
        import xarray
    except ImportError:
        print("xarray is not here")
        return
    def line(dimension, **attributes):
        return xarray.DataArray(np.zeros((1, 1, 3)), dims=("y", "x", dimension),
                                coords={dimension: (dimension, [1.0, 2.0, 3.0], attributes)})

    refused("dimension wavelength in unit None", cube=line("wavelength"), axis=None)
    refused("dimension wavelength in unit 'cm-1'", cube=line("wavelength"), axis=None, unit="cm-1")
    refused("units 'nm' of wavelength and unit 'um'", cube=line("wavelength", units="nm"), axis=None, unit="um")
    refused("units 'eV' of wavenumber", cube=line("wavenumber", units="eV"), axis=None)
    turned = xarray.DataArray(np.moveaxis(cube[:2, :3], 2, 0), dims=("wavenumber", "y", "x"),
                              coords={"wavenumber": axis})
    sent = spectra.produce(kafka, turned, pipeline="tissue", image=image + "-x", quantity="absorbance", simulated=True)
    table = spectra.results(kafka, image + "-x", generation=sent.generation, spectra=6)
    assert table[["x", "y"]].max().tolist() == [2, 1]
    print("xarray as well")


main(*sys.argv[1:])
