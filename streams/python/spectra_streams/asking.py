"""Asking: why a spectrum got its class."""

import time
import uuid

import numpy as np
import pandas as pd
from confluent_kafka import Producer

from .contract import ExplanationAnswer, ExplanationRequest, SpectraError, kafka_settings, number
from .reading import _consumer


def explain(kafka, row, method="lime", *, class_name="", samples=0, seed=0, timeout=60.0,
            requests="spectra.explain.requests", answers="spectra.explanations"):
    """Explains one spectrum, by the version of the model that made its result, as a pandas.Series.

    row: a line of ``results`` (``frame.iloc[0]``): it says where in the log the spectrum lies.
    method: cam, lime, lime-published, lime-amortised, crime, ...
    class_name: default the predicted class. samples: 0 is the method's default. seed: the same, the same answer.

    The Series has a weight for each wavenumber; above 0 speaks for the class. Its ``attrs`` say method, class, model,
    samples, seed, r_squared and reproducibility, and which methods are known to be unreliable for the model.
    """
    consumer = _consumer(kafka, answers, at_end=True)
    try:
        asked = f"python:{uuid.uuid4()}"
        request = ExplanationRequest(
            correlation_id=asked, pipeline=row["pipeline"], method=method, class_name=class_name, samples=samples,
            seed=seed, timeout_ms=int(1000 * timeout),
            place={"topic": row["source_topic"], "partition": int(row["source_partition"]),
                   "offset": int(row["source_offset"]), "index": int(row["source_index"])})
        if isinstance(row["model"], str):
            request.model.model = row["model"]
            request.model.digest = row["model_digest"] if isinstance(row["model_digest"], str) else ""
        producer = Producer(kafka_settings(kafka, **{"enable.idempotence": True}))
        failed = []
        producer.produce(requests, key=asked, value=request.SerializeToString(),
                         on_delivery=lambda error, _: failed.append(error) if error else None)
        if producer.flush(10) or failed:
            raise SpectraError(f"the question was not delivered: {failed or 'no answer within 10 s'}")
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            message = consumer.poll(0.2)
            if message is None or message.error() or message.key() != asked.encode():
                continue
            return _weights(ExplanationAnswer.FromString(message.value()))
    finally:
        consumer.close()
    raise SpectraError(f"no answer within {timeout} s")


def _weights(answer):
    if answer.kind == number(ExplanationAnswer, "kind", "REFUSAL"):
        raise SpectraError(f"refused ({answer.refused}): {answer.message}")
    weights = pd.Series(
        np.frombuffer(answer.weights, "<f4").astype(float),
        index=pd.Index(np.frombuffer(answer.wavenumbers, "<f4").astype(float), name="wavenumber"), name=answer.method)
    made = answer.provenance
    weights.attrs.update(
        method=answer.method, samples=answer.samples, seed=answer.seed, r_squared=answer.r_squared,
        reproducibility=answer.reproducibility, model=f"{made.model}@{made.model_version}",
        class_name=answer.class_names[answer.explained_class], simulated=answer.simulated,
        unreliable=[f"{one.method}: {one.measure} {one.value:.2f}, expected {one.expected}"
                    for one in made.unreliable_methods])
    return weights
