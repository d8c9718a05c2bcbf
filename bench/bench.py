"""`make bench`: celoss against PyTorch and SciPy, in turns in one process; peak memory in fresh processes.

Prints a table, and writes code/celoss/bench.json, which chapter 10 reads, and its picture, _build/bench.svg.
Time is process time on one thread and wall time on two; each figure is a median, each ratio one of medians.
"""

import argparse
import contextlib
import datetime
import functools
import json
import platform
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from scipy import special
from torch.utils.benchmark import Timer

import celoss
from celoss import blockwise, nn

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "code/celoss/bench.json"
SHAPES = (32, 10), (128, 1000), (2048, 32768), (2048, 131072)
FORMATS = "float32", "bfloat16"
MODES = "training", "training, weight and smoothing", "training, loss / 3", "training, autocast", "evaluation"
LOSSES = {"torch": F.cross_entropy, "celoss": nn.cross_entropy}
CLOCKS = {1: time.process_time, 2: time.perf_counter}


def make_call(loss, shape, dtype, mode):
    """A function without arguments that computes the loss, and when training its gradient."""
    torch.manual_seed(0)
    dtype = getattr(torch, dtype)
    logits = torch.empty(shape, dtype=dtype).normal_(std=3).requires_grad_(mode != "evaluation")
    target = torch.randint(shape[1], shape[:1])
    options = {}
    if mode == "training, weight and smoothing":
        options = {"weight": torch.empty(shape[1], dtype=dtype).uniform_(0.5, 1.5), "label_smoothing": 0.1}
    autocast = torch.autocast("cpu", dtype=torch.bfloat16) if mode == "training, autocast" else contextlib.nullcontext()

    def call():
        logits.grad = None
        with autocast:
            value = loss(logits, target, **options)
        if mode == "training, loss / 3":
            value = value / 3
        if logits.requires_grad:
            value.backward()

    return call


def in_turns(calls, number, rounds, threads):
    """Median seconds of each call: all are timed once a round, in an order that changes."""
    timers = {name: Timer("call()", globals={"call": call}, timer=CLOCKS[threads], num_threads=threads)
              for name, call in calls.items()}  # fmt: skip
    seconds = {name: [] for name in calls}
    for _ in range(rounds):
        for name in random.sample(list(calls), len(calls)):
            seconds[name].append(timers[name].timeit(number).mean)
    return {name: statistics.median(values) for name, values in seconds.items()}


def peak_of(name, shape, dtype, mode):
    """Bytes beyond the inputs at the peak of one call, measured by a process of its own; None outside Linux."""
    if not Path("/proc/self/clear_refs").exists():
        return None
    arguments = [sys.executable, __file__, "--peak", name, *map(str, shape), dtype, mode]
    return int(subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True).stdout)


def print_peak(name, rows, num_classes, dtype, mode):
    torch.set_num_threads(1)
    make_call(LOSSES[name], (64, 2**16 + 1), dtype, mode)()  # what is loaded once is no part of it
    call = make_call(LOSSES[name], (int(rows), int(num_classes)), dtype, mode)
    before = status("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here
    call()
    print(status("VmHWM") - before)


def status(field):
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(field))
    return 1024 * int(line.split()[1])


def measure_losses(shapes, rounds):
    for shape in shapes:
        large = shape[0] * shape[1] >= nn.WORTHWHILE
        for dtype in FORMATS:
            for mode in MODES:
                if mode == "training, autocast" and dtype == "float32":
                    continue
                calls = {name: make_call(loss, shape, dtype, mode) for name, loss in LOSSES.items()}
                number = 1 if large else max(100, 2**18 // (shape[0] * shape[1]))
                seconds = {n: in_turns(calls, number, rounds if large else 15, n) for n in CLOCKS}
                del calls
                peak = {name: peak_of(name, shape, dtype, mode) for name in LOSSES} if large else None
                for threads, times in seconds.items():
                    row = {"shape": shape, "dtype": dtype, "mode": mode, "threads": threads, "seconds": times}
                    yield row | {"peak": peak, "size": shape[0] * shape[1] * getattr(torch, dtype).itemsize}


def measure_errors(shape=(2048, 32768)):
    """Errors of loss and gradient against float64, relative; the gradient's also over all but the targets' entries."""
    target = torch.randint(shape[1], shape[:1], generator=torch.Generator().manual_seed(0))
    rows = torch.arange(shape[0])
    for dtype, autocast in [("float32", False), ("bfloat16", False), ("bfloat16", True)]:
        torch.manual_seed(0)
        logits = (3 * torch.randn(shape)).to(getattr(torch, dtype)).requires_grad_()
        exact = logits.detach().double().requires_grad_()
        loss = F.cross_entropy(exact, target)
        (gradient,) = torch.autograd.grad(loss, exact)
        del exact
        for name, function in LOSSES.items():
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=autocast):
                value = function(logits, target)
            wrong = torch.autograd.grad(value, logits)[0].double() - gradient
            whole = (wrong.norm() / gradient.norm()).item()
            others = gradient.clone()
            others[rows, target] = wrong[rows, target] = 0
            row = {"dtype": dtype, "autocast": autocast, "loss of": name, "shape": shape, "gradient": whole}
            row["others"] = (wrong.norm() / others.norm()).item()
            yield row | {"loss": abs((value.double() - loss) / loss).item()}


def measure_numpy(shapes=((4096, 1000), (2048, 32768)), rounds=7):
    for shape in shapes:
        rng = np.random.default_rng(0)
        logits = 3 * rng.normal(size=shape).astype(np.float32)
        target, rows = rng.integers(shape[1], size=shape[0]), np.arange(shape[0])

        def scipy_gradient(logits=logits, target=target, rows=rows):
            probs = special.softmax(logits, axis=1)
            probs[rows, target] -= 1
            return probs / len(probs)

        pairs = {
            "log_softmax": (celoss.log_softmax, lambda z: special.log_softmax(z, axis=1)),
            "logsumexp": (celoss.logsumexp, lambda z: special.logsumexp(z, axis=1)),
            "cross_entropy": (
                lambda z, target=target: celoss.cross_entropy(z, target),
                lambda z, target=target, rows=rows: -special.log_softmax(z, axis=1)[rows, target].mean(),
            ),
            "cross_entropy_gradient": (
                lambda z, target=target: celoss.cross_entropy_gradient(z, target),
                lambda z: scipy_gradient(z),
            ),
        }
        for function, pair in pairs.items():
            calls = {name: (lambda f=f, z=logits: f(z)) for name, f in zip(("celoss", "scipy"), pair, strict=True)}
            np.testing.assert_allclose(calls["celoss"](), calls["scipy"](), rtol=2e-4, atol=2e-6)
            yield {"shape": shape, "function": function, "seconds": in_turns(calls, 1, rounds, 1)}


def measure_blocks(shape=(2048, 32768), rounds=5):
    """Training on one thread over the size of the scratch block."""
    kept, train = blockwise.BLOCK_BYTES, make_call(nn.cross_entropy, shape, "float32", "training")

    def in_blocks_of(size):
        blockwise.BLOCK_BYTES = size
        train()

    calls = {2**power: functools.partial(in_blocks_of, 2**power) for power in range(16, 26)}
    calls["torch"] = make_call(F.cross_entropy, shape, "float32", "training")
    seconds = in_turns(calls, 1, rounds, 1)
    blockwise.BLOCK_BYTES = kept
    return [{"bytes": size, "ratio": seconds[size] / seconds["torch"]} for size in calls if size != "torch"]


def measure_memory(size=2**28, rounds=7):
    """Seconds for 256 MB: read, written again, written for the first time in memory from torch and from NumPy."""
    old = torch.zeros(size // 4)
    calls = {
        "read": lambda: old.sum(),
        "write": lambda: old.fill_(1),
        "first write, torch": lambda: torch.empty_like(old).fill_(1),
        "first write, NumPy": lambda: blockwise.fresh_like(old).fill_(1),
    }
    return {"size": size, "seconds": in_turns(calls, 1, rounds, 1)}


def machine():
    """The processor's name and how many of it this process may use."""
    info = Path("/proc/cpuinfo")
    names = [line.split(":")[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
    return f"{names[0] if names else platform.processor()}, {torch.get_num_threads()} cores, {platform.system()}"


def table(results):
    yield f"{results['machine']}, {results['date']}, torch {results['torch']}"
    yield f"\n{'shape':16}{'dtype':10}{'mode':32}{'threads':>8}{'torch s':>11}{'ratio':>7}{'memory':>8}"
    for row in results["losses"]:
        seconds, peak = row["seconds"], row["peak"]
        memory = f"{peak['celoss'] / max(1, peak['torch']):8.2f}" if peak and peak["torch"] else ""
        name = "x".join(map(str, row["shape"]))
        yield (
            f"{name:16}{row['dtype']:10}{row['mode']:32}{row['threads']:8}{seconds['torch']:11.6f}"
            f"{seconds['celoss'] / seconds['torch']:7.2f}{memory}"
        )
    yield f"\nrelative errors{'':14}{'loss of':>10}{'loss':>10}{'gradient':>10}{'others':>10}"
    for row in results["errors"]:
        name = row["dtype"] + (", autocast" if row["autocast"] else "")
        yield f"{name:29}{row['loss of']:>10}{row['loss']:10.1e}{row['gradient']:10.1e}{row['others']:10.1e}"
    yield "\nNumPy against SciPy, one thread"
    for row in results["numpy"]:
        seconds, name = row["seconds"], "x".join(map(str, row["shape"]))
        yield f"{name:16}{row['function']:24}{seconds['celoss'] / seconds['scipy']:6.2f}"
    yield "\nblock size (KB): ratio to torch"
    yield "  ".join(f"{row['bytes'] // 1024}: {row['ratio']:.2f}" for row in results["blocks"])
    size, seconds = results["memory"]["size"], results["memory"]["seconds"]
    yield "\nmemory (GB/s): " + ", ".join(f"{name} {size / 1e9 / s:.1f}" for name, s in seconds.items())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="of the large shapes")
    parser.add_argument("--quick", action="store_true", help="the two small shapes alone; nothing is written")
    parser.add_argument("--peak", nargs=5, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peak:
        return print_peak(*arguments.peak)
    shapes = SHAPES[:2] if arguments.quick else SHAPES
    results = {
        "machine": machine(),
        "date": datetime.date.today().isoformat(),
        "torch": torch.__version__,
        "losses": list(measure_losses(shapes, arguments.rounds)),
    }
    if arguments.quick:
        results |= dict.fromkeys(("errors", "numpy", "blocks"), ()) | {"memory": {"size": 0, "seconds": {}}}
        return print("\n".join(table(results)))
    results |= {"blocks": measure_blocks(), "memory": measure_memory()}
    results |= {"errors": list(measure_errors()), "numpy": list(measure_numpy())}
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print("\n".join(table(results)))
    draw(results)
    return None


def draw(results):
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    from celoss.plots import draw_ratios

    plt.style.use("celoss.book")
    fig, ax = plt.subplots()
    draw_ratios(ax, results)
    target = ROOT / "_build/bench.svg"
    target.parent.mkdir(exist_ok=True)
    fig.savefig(target)
    print(f"\nwritten: {RESULTS.relative_to(ROOT)}, {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
