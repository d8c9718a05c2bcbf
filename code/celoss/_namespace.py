"""NumPy or PyTorch? What differs between them stands here; the equations are written once, in what both have."""

import contextlib
import functools
import sys

import numpy


def namespace(array):
    """The library of `array`: ``torch`` for a tensor, ``numpy`` for all else."""
    # Looked up, never imported: whoever holds a tensor has imported torch, and NumPy readers need not have it.
    torch = sys.modules.get("torch")
    return torch if torch is not None and isinstance(array, torch.Tensor) else numpy


def cast(array, dtype):
    """`array` in `dtype`, differentiably; a NumPy array without axes becomes a scalar, as NumPy's sums are."""
    return numpy.asarray(array, dtype)[()] if namespace(array) is numpy else array.to(dtype)


def like(reference, array, name):
    """`array` as an array of `reference`'s library: lists become NumPy arrays, a mixture is a TypeError."""
    if namespace(array) is not namespace(reference):
        wanted, got = type(reference).__name__, type(array).__name__
        raise TypeError(f"{name} must be a {wanted} like the first argument, got a {got}")
    if isinstance(array, numpy.ma.MaskedArray):
        raise TypeError(f"{name} must not be a masked array: the mask would be lost")
    if namespace(reference) is not numpy:
        return array
    result = numpy.asarray(array)
    if result.dtype == object:
        raise TypeError(f"{name} must be an array of numbers, got a {type(array).__name__}")
    return result


def arange(stop, reference):
    """0, 1, ..., stop - 1 on the device of `reference`."""
    xp = namespace(reference)
    return xp.arange(stop) if xp is numpy else xp.arange(stop, device=reference.device)


def maybe_any(mask):
    """Whether `mask` holds anywhere; of a tensor True, unseen: ``torch.func.vmap`` and tracing allow no look."""
    return bool(mask.any()) if namespace(mask) is numpy else True


def is_floating(array):
    return "float" in dtype_name(array)


def is_integer(array):
    return "int" in dtype_name(array)


def dtype_name(array):
    return getattr(array.dtype, "name", str(array.dtype))


def floating(function):
    """Give `function` a floating-point first argument, and the caller a result of that argument's dtype.

    Lists and NumPy integers become float64; infinities and nans pass without NumPy's warnings, as in torch.
    Floats of 16 bits or 8 are computed in float32 and rounded once, at the end: a long sum of them overflows or stalls.
    """
    name = function.__code__.co_varnames[0]

    @functools.wraps(function)
    def wrapped(*args, **kwargs):
        if not args and name not in kwargs:
            got = ", ".join(map(repr, kwargs)) or "nothing"
            raise TypeError(f"{function.__name__}() needs its first argument, {name!r}; got {got}")
        array, *rest = args or [kwargs.pop(name)]
        array = like(array, array, name)
        xp = namespace(array)
        if xp is numpy and is_integer(array):
            array = cast(array, float)
        if not is_floating(array):
            raise NotImplementedError(f"{name} must be floating point, got {array.dtype}")
        wide = cast(array, xp.float32) if array.dtype.itemsize < 4 else array
        with numpy.errstate(all="ignore") if xp is numpy else contextlib.nullcontext():
            return cast(function(wide, *rest, **kwargs), array.dtype)

    return wrapped
