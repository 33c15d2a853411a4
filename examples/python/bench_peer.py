"""The loop of `spectra bench` in Python: ONNX Runtime over the same graph, one session a thread.

    python bench_peer.py model-store/tissue/1.0.0/ensemble.onnx --threads 2 --batch 256 --seconds 10

Prints one JSON object. Where onnxruntime or numpy is not installed it says so in "missing" and ends with status 0.
"""

import argparse
import json
import sys
import threading
import time


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("graph")
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--batch", type=int, default=256)
    arguments.add_argument("--seconds", type=float, default=10)
    asked = arguments.parse_args()
    answer = {"peer": "onnxruntime", "threads": asked.threads, "batch": asked.batch}
    try:
        import numpy
        import onnxruntime
    except ImportError as absent:
        answer["missing"] = absent.name
        print(json.dumps(answer))
        return

    def session():
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.set_denormal_as_zero", "1")
        return onnxruntime.InferenceSession(asked.graph, options, providers=["CPUExecutionProvider"])

    sessions = [session() for _ in range(asked.threads)]
    # The service takes its spectra in slices of 32 on a processor, which is faster here, too.
    slices = min(32, asked.batch)
    inputs = {}
    for port in sessions[0].get_inputs():
        shape = [slices if i == 0 else int(size) for i, size in enumerate(port.shape)]
        values = numpy.random.default_rng(1).standard_normal(shape)
        inputs[port.name] = values.astype(numpy.int32 if "int" in port.type else numpy.float32)
    for each in sessions:
        each.run(None, inputs)
    scored = [0] * asked.threads
    end = time.perf_counter() + asked.seconds
    start = time.perf_counter()

    def loop(number):
        while time.perf_counter() < end:
            sessions[number].run(None, inputs)
            scored[number] += slices

    threads = [threading.Thread(target=loop, args=(number,)) for number in range(asked.threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answer["spectraPerSecond"] = round(sum(scored) / (time.perf_counter() - start))
    answer["version"] = onnxruntime.__version__
    answer["python"] = sys.version.split()[0]
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
