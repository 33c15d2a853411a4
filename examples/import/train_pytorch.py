"""Trains a small convolutional network on coffee.csv and exports it as coffee-cnn.onnx.

    python train_pytorch.py        (torch; tried with 1.13)
"""
import csv
import pathlib

import torch
from torch import nn

HERE = pathlib.Path(__file__).parent


def spectra():
    """Spectra in ascending wavenumbers, as Spectra Streams gives them to a model, and labels."""
    rows = list(csv.reader(open(HERE / "coffee.csv")))
    axis = [float(title) for title in rows[0][2:]]
    order = sorted(range(len(axis)), key=axis.__getitem__)
    values = torch.tensor([[float(row[2 + i]) for i in order] for row in rows[1:]])
    labels = torch.tensor([["Arabica", "Robusta"].index(row[1]) for row in rows[1:]])
    return values, labels


def standard_normal_variate(values):
    """The manifest says the same: {step: scale, by: snv}."""
    return (values - values.mean(1, keepdim=True)) / values.std(1, keepdim=True)


torch.manual_seed(1)
values, labels = spectra()
inputs = standard_normal_variate(values).unsqueeze(1)  # [N, 1, points]
network = nn.Sequential(
    nn.Conv1d(1, 6, 15, stride=2, padding=7),
    nn.BatchNorm1d(6),
    nn.ReLU(),
    nn.MaxPool1d(2),
    nn.Conv1d(6, 8, 7, stride=2, padding=3),
    nn.ReLU(),
    nn.Flatten(),
    nn.Dropout(0.3),
    nn.Linear(8 * 36, 2),
)
optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=0.05)
for epoch in range(150):
    optimiser.zero_grad()
    noisy = inputs + 0.02 * torch.randn_like(inputs)
    loss = nn.functional.cross_entropy(network(noisy), labels, label_smoothing=0.1)
    loss.backward()
    optimiser.step()
network.eval()
right = (network(inputs).argmax(1) == labels).float().mean().item()
print(f"right on its own training spectra: {right:.3f}")
torch.onnx.export(
    network,
    inputs[:2],
    HERE / "coffee-cnn.onnx",
    input_names=["spectra"],
    output_names=["logits"],
    dynamic_axes={"spectra": {0: "N"}, "logits": {0: "N"}},
    opset_version=14,
)
