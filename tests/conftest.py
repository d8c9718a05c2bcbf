"""One suite for two libraries: in one run of a test `xp` is NumPy, in the other torch."""

import itertools
import shutil
from typing import Any, NamedTuple

import numpy as np
import pytest
import torch
from hypothesis import settings

collect_ignore = ["bank"]  # answers of learners, wrong ones among them
settings.register_profile("suite", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("suite")
torch.set_num_threads(1)  # the arrays are small: threads cost more than they save

N, C, D1, D2 = 4, 3, 5, 2
SHAPES = ((C,), (N, C), (N, C, D1), (N, C, D1, D2))
WEIGHT = np.array([0.5, 3.0, 1.25])
# Name of the truth -> its ignore_index, and whether some of the targets have that value.
TRUTHS = {
    "kept": (-100, False),
    "padded": (-100, True),
    "class1": (1, False),
    "minus7": (-7, True),
    "probs": (-3, False),
}
FORMATS = [(np, "float16"), (np, "float32"), (np, "float64")]
FORMATS += [(torch, "float16"), (torch, "bfloat16"), (torch, "float32"), (torch, "float64")]

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


class Problem(NamedTuple):
    """A loss to compute: float64 and int64 NumPy arrays, and keyword arguments."""

    logits: np.ndarray
    target: np.ndarray
    weight: np.ndarray | None
    options: dict[str, Any]

    def arrays(self, xp, dtype):
        """Logits, target and weight as arrays of `xp`, in `dtype` where they are floating point."""
        return [convert(array, xp, dtype) for array in self[:3]]


def convert(array, xp, dtype):
    if array is None or array.dtype.kind != "f":
        return array if array is None else xp.asarray(array)
    return xp.asarray(array, dtype=getattr(xp, dtype))


def make_problem(shape, truth, weighted, smoothing, reduction):
    rng = np.random.default_rng(len(shape))
    logits = 3 * rng.normal(size=shape)
    axis = min(1, len(shape) - 1)
    ignore_index, has_ignored = TRUTHS[truth]
    target = np.asarray(rng.integers(C, size=shape[:axis] + shape[axis + 1 :]))
    if has_ignored:
        target.flat[::3] = ignore_index
    if truth == "probs":
        target = rng.uniform(size=shape)  # does not sum to one, nor need it
    options = {"ignore_index": ignore_index, "reduction": reduction, "label_smoothing": smoothing}
    return Problem(logits, target, WEIGHT if weighted else None, options)


def grid(shapes=SHAPES, truths=tuple(TRUTHS), smoothings=(0.0, 0.1, 1.0), reductions=("none", "mean", "sum")):
    """Problems as fixture parameters: each of these with each other, with weights and without."""
    axes = {"shape": shapes, "truth": truths, "weighted": (False, True), "smoothing": smoothings}
    axes["reduction"] = reductions
    cases = [dict(zip(axes, values, strict=True)) for values in itertools.product(*axes.values())]
    return {"params": cases, "ids": lambda case: "-".join(map(str, case.values())).replace(" ", "")}


@pytest.fixture(params=[np, torch], ids=["numpy", "torch"], scope="session")
def xp(request):
    return request.param


@pytest.fixture(params=FORMATS, ids=lambda pair: f"{pair[0].__name__}-{pair[1]}", scope="session")
def xp_dtype(request):
    """A library and a floating-point format that it has."""
    return request.param


@pytest.fixture(**grid())
def problem(request):
    """Every option of the losses with every other."""
    return make_problem(**request.param)


@pytest.fixture(**grid(truths=("kept", "padded", "class1", "minus7"), smoothings=(0.0,)))
def index_problem(request):
    """The problems that `nll_loss` can state."""
    problem = make_problem(**request.param)
    del problem.options["label_smoothing"]
    return problem


@pytest.fixture(**grid(truths=("kept", "padded", "class1", "minus7")))
def class_problem(request):
    """The problems whose target holds class indices."""
    return make_problem(**request.param)


@pytest.fixture(**grid(reductions=("mean",)))
def mass_problem(request):
    """The problems whose mass differs: no reduction changes it."""
    return make_problem(**request.param)


@pytest.fixture(**grid(shapes=[(N, C, D1)], truths=("padded", "probs")))
def small_problem(request):
    """Few enough for derivatives by finite differences."""
    return make_problem(**request.param)


@pytest.fixture(scope="session")
def assert_no_worse():
    """A function: is `ours` as near to the float64 result `exact` as torch's `theirs` is?

    In 16 bits to within one rounding; in 32 and 64 bits, where there is nothing finer, `roundings` from torch's.
    """

    def check(ours, theirs, exact, roundings=16):
        ours = torch.asarray(np.asarray(ours)) if not isinstance(ours, torch.Tensor) else ours
        assert (ours.dtype, ours.shape) == (theirs.dtype, theirs.shape)
        ours, theirs, exact = ours.detach(), theirs.detach(), exact.detach()
        if ours.dtype.itemsize > 2:
            eps = torch.finfo(ours.dtype).eps
            torch.testing.assert_close(ours, theirs, rtol=roundings * eps, atol=roundings * eps / 4, equal_nan=True)
            return
        assert torch.equal(ours.isnan(), exact.isnan())
        one_rounding = torch.finfo(ours.dtype).eps * exact.abs().clamp(min=torch.finfo(ours.dtype).tiny)
        finite = exact[exact.isfinite()].abs()
        # Both subtract numbers of the largest one's size in float32.
        cancelled = 4 * torch.finfo(torch.float32).eps * (finite.max() if finite.numel() else 0)
        excess = (ours.double() - exact).abs() - (theirs.double() - exact).abs() - one_rounding - cancelled
        assert not (excess > 0).any(), f"further from float64 than torch, by {excess.max()} more than one rounding"

    return check


@pytest.fixture(scope="module")
def browser():
    """Chromium, for the tests of one file: Playwright's loop must have ended before notebooks start theirs."""
    if not CHROMIUM:
        pytest.skip("no Chromium in PATH")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
