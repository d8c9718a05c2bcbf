"""Arguments on their way to a learner's code, and results on their way back: copied, compared, shown."""

import copy
import inspect

import numpy as np

from celoss._namespace import namespace
from celoss.check._guard import said


class Refused(Exception):
    """A sentence for the learner, where an answer cannot be judged by its numbers."""


def convert(value, tensors):
    """A copy of a case's argument; its arrays become tensors if `tensors`."""
    if isinstance(value, list | tuple):
        return type(value)(convert(item, tensors) for item in value)
    value = copy.deepcopy(value)
    if tensors and isinstance(value, np.ndarray):
        import torch  # only here, so that NumPy readers need not have it

        return torch.as_tensor(value)
    return value


def to_numpy(value, subject):
    """A result as a NumPy array, or a sentence about `subject` ("my_nll returns")."""
    array = value
    if namespace(value) is not np:
        try:
            short = value.is_floating_point() and value.dtype.itemsize <= 2  # NumPy has no bfloat16
            array = (value.float() if short else value).numpy(force=True)
        except Exception as error:
            raise Refused(f"{subject} a tensor that NumPy cannot read: {said(error)}") from None
    numeric = isinstance(array, np.ndarray | np.generic | bool | int | float) and np.asarray(array).dtype.kind in "biuf"
    if not numeric or isinstance(array, np.ma.MaskedArray):
        aid = " Make it an array: np.array(...)." if isinstance(value, list | tuple) else ""
        raise Refused(f"{subject} {describe(value)}, where an array of real numbers is needed, or a single one.{aid}")
    return np.asarray(array)


def gradients(loss, *leaves):
    """The gradients of a scalar `loss` with respect to tensors, or a sentence on why there are none."""
    import torch

    if not isinstance(loss, torch.Tensor):
        raise Refused(f"The loss is {describe(loss)}: without a tensor there is no gradient.")
    if loss.shape != ():
        raise Refused(f"The loss has shape {tuple(loss.shape)}; one number, of shape (), is needed.")
    if not loss.requires_grad:
        raise Refused("No gradient flows back from the loss: a detach, item, NumPy or a constant cuts it off.")
    found = torch.autograd.grad(loss, leaves, allow_unused=True)
    if any(gradient is None for gradient in found):
        raise Refused("The gradient does not reach the argument.")
    return found[0] if len(found) == 1 else found


def is_array(value):
    return isinstance(value, np.ndarray | np.generic) or namespace(value) is not np


def same(value, before):
    """Whether an argument is as it was; of functions and models no change is noticed."""
    if isinstance(value, list | tuple):
        return len(value) == len(before) and all(map(same, value, before))
    if is_array(value):
        value, before = to_numpy(value, ""), to_numpy(before, "")
        return value.shape == before.shape and np.array_equal(value, before, equal_nan=value.dtype.kind == "f")
    return True


def size(value):
    """How much there is to look at: the number of elements of all arguments."""
    if isinstance(value, dict):
        return sum(map(size, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(size, value))
    return int(np.prod(value.shape)) if hasattr(value, "shape") else 1


def show(value):
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(show, value))}]"
    if is_array(value):
        value = to_numpy(value, "")
        if value.size > 40 and value.ndim > 3:
            return describe(value)
        if value.ndim == 0:
            return f"{value[()]:.6g}" if value.dtype.kind == "f" else str(value)
        small = np.abs(value[np.isfinite(value)]).max(initial=0) < 1e-3
        text = np.array2string(value, precision=4, suppress_small=not small, threshold=40, max_line_width=60)
        return text if value.size <= 40 else f"{text}\nof shape {value.shape}"
    return getattr(value, "__name__", None) or repr(value)


def describe(value):
    """A value in a few words: "a list", "an array of shape (2, 3)"."""
    if is_array(value) and not isinstance(value, np.ma.MaskedArray):
        kind = "a tensor" if namespace(value) is not np else f"an array of {value.dtype} numbers"
        return f"{kind} of shape {tuple(value.shape)}"
    if inspect.isroutine(value):
        return f"the function {value.__name__}"
    name = f"class {value.__name__}" if isinstance(value, type) else type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def nudge(got, wanted, tolerance=None):
    """In which direction `got` is off, without the value of `wanted`: a sentence, empty where it is right."""
    problem = difference(got, wanted, tolerance)
    if not problem:
        return ""
    if got is None or got.shape != wanted.shape:
        return f"{wanted.size} numbers are needed, in a tuple." if wanted.ndim else "One number is needed."
    wrong = ~np.isclose(got, wanted, rtol=tolerance or 1e-6, atol=0)
    subject = "It" if got.ndim == 0 else f"Number {int(np.argmax(wrong)) + 1} of {got.size}"
    if np.isnan(got).any():
        return "It is not a number."
    return f"{subject} is too {'large' if got[wrong][0] > wanted[wrong][0] else 'small'}."


def difference(got, wanted, tolerance=None):
    """In which way `got` is not `wanted`: a sentence, empty where it is, to within the tolerance of its dtype."""
    if got is None or got.shape != wanted.shape:
        return f"The shape is {got.shape}, and should be {wanted.shape}." if got is not None else "It is missing."
    rough = got.dtype.kind == "f" and got.dtype.itemsize < 8
    rtol = tolerance or (1e-4 if rough else 1e-6)
    right = np.isclose(got, wanted, rtol=rtol, atol=1e-5 if rough else 1e-8, equal_nan=True)
    if right.all():
        return ""
    if wanted.dtype.kind == "b":
        return f"{wanted[~right][0]} is right here, not {got[~right][0]}."
    if (~np.isfinite(got[~right]) & np.isfinite(wanted[~right])).any():
        return "A number is infinite or not a number: look for the exp of a large number, log 0, 0 * inf or 0 / 0."
    if got.size > 1 and not got.any():
        return "Every number is 0."
    kept = np.isfinite(wanted) & (wanted != 0)
    if got.size > 1 and kept.any():
        with np.errstate(all="ignore"):
            ratio, offset = np.median(got[kept] / wanted[kept]), np.median(got[kept] - wanted[kept])
            guesses = {f"{ratio:.4g} times": ratio * wanted, f"{offset:.4g} more than": wanted + offset}
        telling = np.isfinite([ratio, offset]).all() and abs(ratio - 1) > 1e-3
        for text, guess in guesses.items():
            if telling and np.allclose(got, guess, rtol=1e-4, atol=1e-9, equal_nan=True):
                return f"Every number is {text} the right one."
    index = tuple(map(int, np.argwhere(~right)[0]))
    where = f"At index {list(index)} it" if index else "It"
    return f"{where} is {got[index]:.6g}, and should be {wanted[index]:.6g}."
