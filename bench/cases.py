"""What is timed: three losses, and a table made by hand, so that each axis meets the shapes that matter."""

import contextlib
import functools
from typing import NamedTuple

import torch
import torch.nn.functional as F

from celoss import fused, nn

USUAL = ("training", "evaluation")
MOST = ("training", "none", "weight and smoothing", "evaluation")
ALL = ("training", "loss / 3", "none", "weight and smoothing", "a third ignored", "evaluation", "evaluation of none")
SHORT = (*ALL, "autocast", "autocast evaluation")  # of a 16-bit format
TABLE = [
    ((32, 10), "float32", ALL),
    ((32, 10), "bfloat16", USUAL),
    ((128, 1000), "float32", MOST),
    ((128, 1000), "bfloat16", USUAL),
    ((1024, 1000), "float32", USUAL),
    ((4195, 1000), "float32", USUAL),
    ((8192, 1000), "float32", MOST),
    ((8192, 1000), "bfloat16", (*USUAL, "autocast")),
    ((512, 8192), "float32", USUAL),
    ((512, 8192), "bfloat16", USUAL),
    ((4096, 2048), "float32", USUAL),
    ((65536, 100), "float32", MOST),
    ((65536, 100), "bfloat16", USUAL),
    ((2048, 32768), "float32", ALL),
    ((2048, 32768), "bfloat16", SHORT),
    ((2048, 32768), "float16", USUAL),
    ((2048, 32768), "float64", USUAL),
    ((2048, 131072), "float32", ("training", "weight and smoothing", "evaluation")),
    ((2048, 131072), "bfloat16", ("training",)),
    ((8, 2, 1024, 1024), "float32", MOST),
    ((8, 2, 1024, 1024), "bfloat16", USUAL),
    ((4, 21, 512, 512), "float32", (*MOST, "a third ignored")),
    ((4, 21, 512, 512), "bfloat16", (*USUAL, "autocast")),
    ((4, 21, 512, 512), "float32", USUAL, "classes last"),
    ((2, 4, 64, 128, 128), "float32", USUAL),
    ((4, 50257, 128), "float32", MOST),
    ((4, 50257, 128), "bfloat16", USUAL),
    ((4, 50257, 128), "float32", USUAL, "classes last"),
    ((4, 50257, 128), "bfloat16", USUAL, "classes last"),
    ((32, 128, 64, 64), "float32", USUAL, "permuted"),
    ((32, 128, 64, 64), "bfloat16", ("training",), "permuted"),
]
BUSY = [  # beside two busy processes
    ((32, 10), "float32", USUAL),
    ((4096, 2048), "float32", USUAL),
    ((2048, 16384), "float32", USUAL),
    ((2048, 32768), "float32", USUAL),
    ((2048, 32768), "bfloat16", USUAL),
    ((4, 21, 512, 512), "float32", USUAL),
    ((4, 21, 512, 512), "bfloat16", ("training",)),
]
BRIEF = [  # of --quick: each axis once
    ((32, 10), "float32", USUAL),
    ((8192, 1000), "bfloat16", ("training",)),
    ((512, 8192), "float32", ("evaluation",)),
    ((1024, 32768), "float32", MOST),
    ((1024, 32768), "bfloat16", ("training", "autocast")),
    ((2, 2, 1024, 1024), "float32", ("training",)),
    ((1, 21, 512, 512), "float32", ("training",), "classes last"),
    ((1, 50257, 128), "bfloat16", ("training",)),
    ((8, 128, 64, 64), "float32", ("training",), "permuted"),
]
BRIEF_BUSY = [((1024, 16384), "float32", ("training",))]
BRIEFLY = "thread|pages|memory layer 1024x32768 float32|errors confident|numpy 4096x1000"
COMPILED = {  # formats in which the loss is timed compiled too, which takes its time, and ours in small pages
    (8192, 1000): ("float32",),
    (2048, 32768): ("float32", "bfloat16"),
    (4, 21, 512, 512): ("float32",),
    (4, 50257, 128): ("float32",),
}


class Case(NamedTuple):
    """One kind of call. The leaf is contiguous; in another layout than that, the logits are a view of it."""

    shape: tuple  # (N, C) or (N, C, d1, ...), of the logits
    dtype: str = "float32"
    mode: str = "training"
    layout: str = "contiguous"

    @property
    def name(self):
        layout = "" if self.layout == "contiguous" else self.layout + " "
        return f"{'x'.join(map(str, self.shape))} {layout}{self.dtype} {self.mode}"

    @property
    def size(self):
        return torch.Size(self.shape).numel() * getattr(torch, self.dtype).itemsize

    @property
    def in_all_columns(self):
        formats = COMPILED.get(self.shape, ())
        return self.dtype in formats and self.mode in USUAL and self.layout == "contiguous"


def cases(table):
    return [Case(shape, dtype, mode, *layout) for shape, dtype, modes, *layout in table for mode in modes]


def loss_named(name):
    """PyTorch's loss, the same compiled for one shape, the package's, or that without its wish for large pages."""
    if name == "celoss in small pages":
        fused.fresh_memory = lambda array: array.new_empty(array.shape)
        return nn.cross_entropy
    if name == "compiled":
        torch.compiler.reset()  # of what was compiled for other shapes, lest a limit be reached
        return torch.compile(F.cross_entropy, fullgraph=True, dynamic=False)
    return {"torch": F.cross_entropy, "celoss": nn.cross_entropy}[name]


@functools.lru_cache(maxsize=1)
def make_inputs(shape, dtype, layout):
    """The leaf, the axes that turn it into the logits, and the targets."""
    torch.manual_seed(0)
    axes = list(range(len(shape)))  # of the logits, in the order of the leaf
    if layout == "classes last":  # a transposed (N, L, C), an image in channels_last
        axes = [0, *axes[2:], 1]
    elif layout == "permuted":  # neither rows of classes nor (N, C, positions)
        axes = [0, 2, 1, *axes[3:]]
    count, some = torch.Size(shape).numel(), (3 * torch.randn(1_000_003)).to(getattr(torch, dtype))
    some = some.repeat(count // len(some) + 1)[:count]  # so many numbers drawn anew would take longer than the loss
    leaf = some.reshape([shape[axis] for axis in axes]).requires_grad_()
    target = torch.randint(shape[1], (shape[0], *shape[2:]))
    return leaf, [axes.index(axis) for axis in range(len(shape))], target


def make_call(loss, case):
    """A function without arguments that computes the loss, and when training its gradient, and drops both."""
    leaf, axes, target = make_inputs(case.shape, case.dtype, case.layout)
    training, autocast = "evaluation" not in case.mode, case.mode.startswith("autocast")
    options, divisor, upstream = {}, 3 if case.mode == "loss / 3" else None, None
    if case.mode == "weight and smoothing":
        options = {"weight": torch.empty(case.shape[1], dtype=leaf.dtype).uniform_(0.5, 1.5), "label_smoothing": 0.1}
    if case.mode == "a third ignored":
        target = target.masked_fill(torch.rand(target.shape) < 1 / 3, -100)
    if case.mode.endswith("none"):
        options, upstream = {"reduction": "none"}, torch.rand(target.shape).to(leaf.dtype)

    def call():
        short = torch.autocast("cpu", torch.bfloat16) if autocast else contextlib.nullcontext()
        with torch.set_grad_enabled(training):
            with short:
                value = loss(leaf.permute(axes) if case.layout != "contiguous" else leaf, target, **options)
            if divisor:
                value = value / divisor
            if training:
                value.backward(upstream)
                leaf.grad = None

    return call
