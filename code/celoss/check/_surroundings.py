"""What a notebook may have changed around a check: torch's modes and defaults, and functions that were replaced."""

import contextlib
import functools
import sys
import warnings

# Functions that cases, references and comparisons rely on, and that somebody may assign to.
WATCHED = {
    "builtins": "abs all any callable enumerate float getattr hasattr int isinstance issubclass len list map max min"
    " range round set sorted str sum tuple type zip",
    "numpy": "abs all allclose amax any arange argmax argwhere array array_equal asarray exp isclose isfinite isnan log"
    " log1p max mean median ones ones_like prod sum where zeros zeros_like",
    "torch": "allclose arange as_tensor asarray equal exp isclose log log_softmax logsumexp softmax sum tensor where",
    "torch.nn.functional": "cross_entropy log_softmax nll_loss one_hot softmax softplus",
    "torch.autograd": "backward grad",
}
TAKEN = {}


class Disturbed(Exception):
    """A sentence on why no verdict can be given: the fault is not the answer's."""


def take():
    """Remember the watched functions of the modules that are there; torch may come later than this module."""
    for module, names in WATCHED.items():
        if module not in TAKEN and sys.modules.get(module) is not None:
            owner = sys.modules[module]
            TAKEN[module] = [(owner, name, vars(owner).get(name)) for name in names.split()]


def notice():
    """Raise Disturbed if a watched function is no longer the one that was taken."""
    for module, functions in TAKEN.items():
        for owner, name, function in functions:
            if owner.__dict__.get(name) is not function:
                place = {"numpy": "np.", "builtins": ""}.get(module, f"{module}.")
                raise Disturbed(
                    f"{place}{name} has been replaced in this notebook: restart the kernel, and leave it be."
                )


@contextlib.contextmanager
def calm():
    """Gradients are on, and torch's defaults are its own, whatever the notebook has set; afterwards that is back."""
    torch = sys.modules.get("torch")
    if torch is None:
        yield
        return
    device, dtype = torch.get_default_device(), torch.get_default_dtype()
    with contextlib.ExitStack() as stack:
        stack.callback(back, torch, device)
        stack.enter_context(torch.inference_mode(False))  # this turns gradients on as well
        if device.type != "cpu":
            stack.enter_context(torch.device("cpu"))
        if torch.is_autocast_enabled("cpu"):
            stack.enter_context(torch.autocast("cpu", enabled=False))
        torch.set_default_dtype(torch.float32)
        try:
            yield
        finally:
            torch.set_default_dtype(dtype)


def back(torch, device):
    if torch.get_default_device() != device:
        torch.set_default_device(device)


@contextlib.contextmanager
def without(names):
    """A list, to which each call of a function of torch with one of the `names` adds its name."""
    called = []
    torch = names and sys.modules.get("torch")
    if not torch:
        yield called
        return

    class Watch(torch.overrides.TorchFunctionMode):
        def __torch_function__(self, function, types, args=(), kwargs=None):
            if getattr(function, "__name__", "") in names:
                called.append(function.__name__)
            return function(*args, **(kwargs or {}))

    with Watch():
        yield called


@functools.cache
def warm():
    """Use torch's derivatives once: what they import at their first use is not the answer's time."""
    import torch

    with calm(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        leaf = torch.zeros(1, requires_grad=True)
        torch.autograd.grad(leaf.sum(), leaf)
        torch.func.jvp(torch.sin, (torch.zeros(1),), (torch.zeros(1),))


take()
