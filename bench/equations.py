"""The package's NumPy functions against SciPy's, in turns in one process, on one thread."""

import random
import time

import numpy as np
from scipy import special
from times import quartiles

import celoss


def measure_numpy(selected, rounds=7):
    for shape in (4096, 1000), (2048, 32768):
        rng = np.random.default_rng(0)
        logits = 3 * rng.normal(size=shape).astype(np.float32)
        target, rows = rng.integers(shape[1], size=shape[0]), np.arange(shape[0])

        def scipy_loss(logits, target=target, rows=rows):
            return -special.log_softmax(logits, axis=1)[rows, target].mean()

        def scipy_gradient(logits, target=target, rows=rows):
            probs = special.softmax(logits, axis=1)
            probs[rows, target] -= 1
            return probs / len(probs)

        pairs = {
            "log_softmax": (celoss.log_softmax, lambda z: special.log_softmax(z, axis=1)),
            "logsumexp": (celoss.logsumexp, lambda z: special.logsumexp(z, axis=1)),
            "cross_entropy": (lambda z, y=target: celoss.cross_entropy(z, y), scipy_loss),
            "cross_entropy_gradient": (lambda z, y=target: celoss.cross_entropy_gradient(z, y), scipy_gradient),
        }
        for function, (ours, theirs) in pairs.items():
            if not selected(f"numpy {shape[0]}x{shape[1]} {function}"):
                continue
            np.testing.assert_allclose(ours(logits), theirs(logits), rtol=2e-4, atol=2e-6)
            times = in_turns(
                {"celoss": lambda f=ours, z=logits: f(z), "scipy": lambda f=theirs, z=logits: f(z)}, rounds
            )
            yield {
                "shape": shape,
                "function": function,
                "seconds": {name: quartiles(values) for name, values in times.items()},
                "ratio": quartiles(times["celoss"] / times["scipy"]),
            }


def in_turns(calls, rounds):
    """Seconds of each call in each round, in an order that changes."""
    times = {name: [] for name in calls}
    for _ in range(rounds):
        for name in random.sample(list(calls), len(calls)):
            start = time.perf_counter()
            calls[name]()
            times[name].append(time.perf_counter() - start)
    return {name: np.array(values) for name, values in times.items()}
