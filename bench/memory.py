"""Memory of a loss in arrays of the logits' size, each measurement in a process of its own (Linux only).

The peak is the high-water mark of the resident memory. It is counted from where the logits do not exist yet, if the
call makes them, else beyond them. The allocator is told to give back at once what is freed: what it keeps for later use
depends on what ran before, and is no part of what a loss needs.
"""

import concurrent.futures
import ctypes
import gc
import multiprocessing
from pathlib import Path

import torch
import torch.nn.functional as F
from cases import loss_named
from torch.utils.checkpoint import checkpoint

SHAPES = (1024, 32768), (8, 4096, 1024)
CHUNKS, CHUNK = 8, (1024, 16384)
LIBC = ctypes.CDLL(None)
M_MMAP_THRESHOLD = -3  # of mallopt
INNER = 8  # features: so few that the weight of the layer and its gradient do not count


def resident(field="VmRSS"):
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(field))
    return 1024 * int(line.split()[1])


def settled():
    """Resident bytes after what is free has been given back; the high-water mark starts from here."""
    gc.collect()
    LIBC.malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5")
    return resident()


def make_layer(shape, dtype, seed=0):
    """A function that makes logits of this shape with a graph behind them, and targets."""
    generator = torch.Generator().manual_seed(seed)
    num_classes, positions = shape[1], shape[2:]
    weight = torch.randn(num_classes, INNER, generator=generator).to(dtype).requires_grad_()
    x = torch.randn(shape[0], *([INNER, *positions] if positions else [INNER]), generator=generator).to(dtype)
    target = torch.randint(num_classes, (shape[0], *positions), generator=generator)
    if positions:
        return (lambda: torch.bmm(weight.expand(shape[0], -1, -1), x)), target
    return (lambda: F.linear(x, weight)), target


def layer(loss, shape, dtype):
    """Bytes held between the passes, when only the loss has a name, and at the peak of both passes."""
    logits, target = make_layer(shape, dtype)
    before = settled()
    value = loss(logits(), target)
    held = resident() - before
    value.backward()
    return {"held": held, "peak": resident("VmHWM") - before}


def leaf(loss, shape, dtype):
    """Bytes at the peak of both passes, beyond logits that the caller holds."""
    logits, target = make_layer(shape, dtype)
    logits = logits().detach().requires_grad_()
    before = settled()
    loss(logits, target).backward()
    return {"peak": resident("VmHWM") - before}


def evaluation(loss, shape, dtype):
    """Bytes at the peak of an evaluation, beyond logits that the caller holds."""
    logits, target = make_layer(shape, dtype)
    logits = logits().detach()
    before = settled()
    with torch.no_grad():
        loss(logits, target)
    return {"peak": resident("VmHWM") - before}


def chunks(loss, shape, dtype):
    """Bytes held between the passes and at the peak: layer and loss of a chunk of rows in a checkpoint each."""
    parts = [make_layer(shape, dtype, seed) for seed in range(CHUNKS)]
    before = settled()
    total = sum(
        checkpoint(lambda layer=layer, y=target: loss(layer(), y, reduction="sum"), use_reentrant=False)
        for layer, target in parts
    )
    held = resident() - before
    total.backward()
    return {"held": held, "peak": resident("VmHWM") - before}


SITUATIONS = {call.__name__: call for call in (layer, leaf, evaluation, chunks)}


def in_this_process(situation, name, shape, dtype):
    LIBC.mallopt(M_MMAP_THRESHOLD, 2**20)
    loss, dtype = loss_named(name), getattr(torch, dtype)
    # What is loaded or compiled at first use is no part of it; the compiled loss needs the very shape.
    warm = shape if name == "compiled" else (64, 2 * 32768 + 1, *(3 for _ in shape[2:]))
    SITUATIONS[situation](loss, warm, dtype)
    count = SITUATIONS[situation](loss, shape, dtype)
    size = torch.Size(shape).numel() * dtype.itemsize
    return {quantity: round(count / size, 3) for quantity, count in count.items()}


def measure_memory(names, dtypes, selected):
    """Rows of the table; two processes at a time, since nothing here is a time."""
    if not (Path("/proc/self/clear_refs").exists() and hasattr(LIBC, "mallopt")):
        return []
    rows = [
        {"situation": situation, "shape": shape, "dtype": dtype}
        for situation in SITUATIONS
        for shape in ((CHUNK,) if situation == "chunks" else SHAPES)
        for dtype in dtypes
    ]
    rows = [row for row in rows if selected(memory_name(row))]
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(2, context, max_tasks_per_child=1) as pool:
        for row in rows:
            row |= {
                name: pool.submit(in_this_process, row["situation"], name, row["shape"], row["dtype"]) for name in names
            }
        return [row | {name: row[name].result() for name in names} for row in rows]


def memory_name(row):
    return f"memory {row['situation']} {'x'.join(map(str, row['shape']))} {row['dtype']}"
