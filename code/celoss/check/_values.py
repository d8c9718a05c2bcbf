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


def to_numpy(value, subject, lists=True):
    """A result as a NumPy array, or a sentence about `subject` ("my_nll returns"); `lists` of numbers are taken too."""
    if type(value) in (list, tuple):
        if not lists:
            raise Refused(f"{subject} {describe(value)}. Make it an array: np.array(...).")
        parts = [to_numpy(item, f"{subject} {describe(value)}, and in it") for item in value]
        if len({part.shape for part in parts}) > 1:
            raise Refused(f"{subject} {describe(value)} whose parts have the shapes {shapes(parts)}: make it an array.")
        return np.array(parts)
    if isinstance(value, np.ma.MaskedArray) and value is not np.ma.masked and not np.ma.getmaskarray(value).any():
        value = value.data
    try:
        array = torch_to_numpy(value) if namespace(value) is not np else value
        numeric = issubclass(type(array), np.ndarray | np.generic | bool | int | float)
        if numeric and np.asarray(array).dtype.kind in "biuf" and not isinstance(value, np.ma.MaskedArray):
            return np.asarray(array)
    except Exception as error:
        raise Refused(f"{subject} {describe(value)} that NumPy cannot read: {said(error)}") from None
    raise Refused(
        f"{subject} {describe(value)}, where an array of real numbers is needed, or a single one.{aid(value)}"
    )


def torch_to_numpy(tensor):
    short = tensor.is_floating_point() and tensor.dtype.itemsize <= 2  # NumPy has no bfloat16
    return (tensor.float() if short else tensor).numpy(force=True)


def aid(value):
    """What to do with a result that is no array."""
    if isinstance(value, np.ma.MaskedArray):
        return " Some of it is masked: fill it with .filled(...), or use np.where."
    if inspect.isgenerator(value):
        return " A yield makes a generator: return the result."
    if inspect.iscoroutine(value):
        value.close()  # else Python warns that nobody has awaited it
        return " Drop the async before def."
    if isinstance(value, tuple):
        return " It has several parts: return the one that is asked for."
    return ""


def shapes(arrays):
    return " and ".join(sorted({str(array.shape) for array in arrays})[:2])


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
    return issubclass(type(value), np.ndarray | np.generic) or namespace(value) is not np


def same(value, before):
    """Whether an argument is as it was; of functions and models no change is noticed."""
    if isinstance(value, list | tuple):
        return len(value) == len(before) and all(map(same, value, before))
    if is_array(value):
        value, before = to_numpy(value, ""), to_numpy(before, "")
        return value.shape == before.shape and np.array_equal(value, before, equal_nan=value.dtype.kind == "f")
    return True


PRINTED = {
    **{"precision": 4, "threshold": 40, "edgeitems": 3, "linewidth": 60, "floatmode": "maxprec", "sign": "-"},
    **{"nanstr": "nan", "infstr": "inf", "formatter": None, "legacy": False},
}


def show(value):
    """A value as text, however the notebook prints its arrays."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(show, value))}]"
    if is_array(value):
        value = to_numpy(value, "")
        if value.size > 40 and value.ndim > 3:
            return describe(value)
        if value.ndim == 0:
            return f"{value[()]:.6g}" if value.dtype.kind == "f" else str(value)
        small = np.abs(value[np.isfinite(value)]).max(initial=0) < 1e-3
        with np.printoptions(**PRINTED, suppress=not small):
            text = np.array2string(value)
        return text if value.size <= 40 else f"{text}\nof shape {value.shape}"
    return getattr(value, "__name__", None) or repr(value)


def axes(arguments):
    """The lengths of the axes of a case's arrays: {"axis 0 of logits": 4}."""
    arrays = {name: value for name, value in arguments.items() if is_array(value)}
    lengths = {f"axis {axis} of {name}": n for name, array in arrays.items() for axis, n in enumerate(array.shape)}
    return lengths | {name: len(value) for name, value in arguments.items() if isinstance(value, list | tuple)}


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
    mine, right = float(got[wrong][0]), float(wanted[wrong][0])
    aside = ""
    if digits := shortened(mine, right):
        if digits > 1:
            return f"{subject} is right as far as it goes: give more digits."
        aside = " Or is it rounded? Then give more digits."
    return f"{subject} is too {'large' if mine > right else 'small'}.{aside}"


def shortened(mine, right):
    """To how many digits `mine` is `right`, rounded or cut off; 0 if it is not."""
    text = np.format_float_positional(mine, trim="-").lstrip("-")
    places, digits = len(text.partition(".")[2]), len(text.replace(".", "").lstrip("0"))
    steps = abs(right) * 10.0**places
    fits = np.isfinite([mine, right]).all() and mine * right > 0
    return digits if fits and round(abs(mine) * 10.0**places) in (round(steps), int(steps)) else 0


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
    index = tuple(map(int, np.argwhere(~right)[0]))
    where = f"At index {list(index)} it" if index else "It"
    return f"{where} is {got[index]:.6g}, and should be {wanted[index]:.6g}."


FACTORS = {-1.0, 2.0, 0.5, *(value for log in np.log([2, 10]) for value in (log, 1 / log))}


def proportion(pairs, lengths):
    """What results have in common with the right ones, all of them: "Every number is -1 times the right one."

    `pairs` are a result and the right one for each case that fails, `lengths` the lengths of its arguments' axes by
    name. A factor is named if it is the same in all of these, and more than the coincidence of one case; or if it is
    the length of the same axis in all, or one through that.
    """
    if not pairs or any(got is None or got.shape != wanted.shape or wanted.dtype.kind == "b" for got, wanted in pairs):
        return ""
    got, wanted = (np.concatenate([np.ravel(pair[i]).astype(float) for pair in pairs]) for i in (0, 1))
    case = np.repeat(np.arange(len(pairs)), [wanted.size for _, wanted in pairs])
    kept = np.isfinite(wanted) & (np.abs(wanted) > 1e-12)
    if kept.sum() < 2 or not np.isfinite(got[kept]).all() or not np.ptp(np.abs(wanted[kept])) > 1e-9:
        return ""

    def fits(guess):
        return np.allclose(got, guess, rtol=1e-4, atol=1e-9, equal_nan=True)

    with np.errstate(all="ignore"):
        ratio, offset = np.median(got[kept] / wanted[kept]), np.median(got[kept] - wanted[kept])
        axes = {}
        for axis in set.intersection(*map(set, lengths)):
            length = np.array([float(each[axis]) for each in lengths])[case]
            axes |= {axis: "times"} if fits(length * wanted) else {axis: "divided by"} if fits(wanted / length) else {}
        one = ratio != 0 and abs(ratio - 1) > 1e-3 and fits(ratio * wanted)
        text = ""
        if one and (axes or len(pairs) > 1 or np.isclose(ratio, list(FACTORS), rtol=1e-4).any()):
            text = f"{ratio:.4g} times the right one"
        elif axes and not one:
            axis, how = min(axes.items())
            text = f"the right one {how} the length of {axis}"
        elif len(pairs) > 1 and abs(offset) > 1e-3 and fits(wanted + offset):
            text = f"{offset:.4g} more than the right one"
    scalars = all(right.ndim == 0 for _, right in pairs)
    return text and (f"It is {text}, in every case that fails." if scalars else f"Every number is {text}.")
