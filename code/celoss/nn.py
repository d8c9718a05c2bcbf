"""PyTorch's losses under PyTorch's names: the same numbers, to rounding, in less time and memory where they are large.

Change ``torch.nn`` to ``celoss.nn`` in the line that makes the loss. The classes are torch's own but for the call:
constructor, buffers, ``repr`` and ``isinstance`` are inherited. The functions stand in for ``torch.nn.functional``'s.
(``torch.jit.script``, which torch has deprecated, takes neither.)
"""

import torch
from torch.nn import functional as F
from torch.overrides import has_torch_function
from torch.utils import _python_dispatch as dispatch

from celoss import fused
from celoss.targets import (
    REDUCTIONS,
    check_probabilities,
    check_reduction,
    check_smoothing,
    class_weights,
    index_shape,
    kept_classes,
)

__all__ = ["CrossEntropyLoss", "LogSoftmax", "NLLLoss", "Softmax", "cross_entropy", "nll_loss"]

SMALL = 2**22  # logits: with fewer nothing is asked, since a small call would wait longer for the answer than it gains
FORMATS = torch.float16, torch.bfloat16, torch.float32, torch.float64
REFUSALS = IndexError, NotImplementedError, RuntimeError, TypeError, ValueError


def cross_entropy(input, target, weight=None, *, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The cross-entropy between a target and the softmax of `input`, as `torch.nn.functional.cross_entropy`.

    The same values, gradients and dtypes, to rounding. Only at the ends of the format may one give nan and the other
    infinity or a number: an infinite `weight` of a target's class, or of any with `label_smoothing`; weights that sum
    to 0, or are nearly too large or too small; an infinite factor of the loss. :func:`celoss.cross_entropy` is the
    equation, for NumPy arrays too.

    :class:`celoss.fused.FusedCrossEntropy` takes class indices in int64 and logits on the CPU of which
    :func:`worthwhile` thinks so. All else is torch's own: other devices and targets, few classes, small logits, tensor
    subclasses, and whatever is compiled, traced, transformed by ``torch.func`` or heard by a mode of functions or of
    dispatch (``torch.set_default_device`` sets one).

    Where :mod:`celoss.fused` computes it, a 16-bit loss is rounded once. So is its gradient, and once more when it is
    multiplied by what arrives for the loss (in float16 over the divisor of a mean), unless that is a power of two and
    nothing becomes subnormal. torch, to which most 16-bit calls are handed, makes both of log-probabilities that it
    has rounded before.

    Parameters
    ----------
    input : tensor, shape (C), (N, C) or (N, C, d1, ..., dK)
        Unnormalized log-probabilities.
    target : tensor
        Class indices of the input's shape without the class axis, or class probabilities (floating point) of the
        input's shape. Indices are int64; convert others with ``.long()``: torch takes uint8 too, but not for input of
        more than two axes, nor for a mean with `weight` and `label_smoothing`.
    weight : tensor, shape (C), optional
        A factor for each class, of the input's dtype.
    ignore_index, reduction, label_smoothing
        As in :func:`celoss.cross_entropy`. By keyword: torch's fourth argument is the old `size_average`.

    Returns
    -------
    tensor, of the input's dtype, or float32 for 16-bit input under ``torch.autocast``: a scalar, or for "none" one
        number per target
        In nats.

    Raises
    ------
    IndexError, NotImplementedError, RuntimeError, TypeError, ValueError
        Where torch does, saying what was expected and what came. A `label_smoothing` of nan or below 0, which
        torch passes, is a RuntimeError.

    Examples
    --------
    >>> logits = torch.tensor([[2.0, 0.5, 1.0], [0.5, 2.0, 1.5]])
    >>> cross_entropy(logits, torch.tensor([0, 2]))
    tensor(0.7842)
    """
    if (
        not torch.compiler.is_compiling()
        and not torch.jit.is_tracing()
        and not has_torch_function((input, target, weight))
        and isinstance(input, torch.Tensor)
        and input.numel() >= SMALL
        and worthwhile(input, reduction)
        and fused_applies(input, target, weight, ignore_index, reduction, label_smoothing)
    ):
        kept_classes(input, target, ignore_index)
        arguments = input, target, weight, ignore_index, reduction, label_smoothing, after_autocast(input)
        if torch.is_grad_enabled() and input.requires_grad:
            return fused.FusedCrossEntropy.apply(*arguments)[0]
        return fused.value(*arguments)
    try:
        result = F.cross_entropy(input, target, weight, None, ignore_index, None, reduction, label_smoothing)
    except REFUSALS as error:
        explain(error, input, target, weight, ignore_index, reduction, label_smoothing, probabilities=True)
        raise
    if label_smoothing:
        check_smoothing(label_smoothing)
    return result


def nll_loss(input, target, weight=None, *, ignore_index=-100, reduction="mean"):
    """Minus the target's entry of `input`, log-probabilities, as `torch.nn.functional.nll_loss`, by torch's kernel.

    Its gradient fills an array of the input's size with zeros, which nothing spares: prefer :func:`cross_entropy` of
    the logits. Parameters, result and errors are those of :func:`cross_entropy`, for class indices alone. Input of four
    axes whose gradient is wanted is made contiguous first: without that torch fails in the backward pass.

    Examples
    --------
    >>> nll_loss(torch.tensor([[0.5, 0.25, 0.25]]).log2(), torch.tensor([1]))  # in bits
    tensor(2.)
    """
    if isinstance(input, torch.Tensor) and input.ndim == 4 and input.requires_grad:
        input = input.contiguous()
    try:
        return F.nll_loss(input, target, weight, ignore_index=ignore_index, reduction=reduction)
    except REFUSALS as error:
        explain(error, input, target, weight, ignore_index, reduction, label_smoothing=0.0, probabilities=False)
        raise


class CrossEntropyLoss(torch.nn.CrossEntropyLoss):
    """`torch.nn.CrossEntropyLoss`, computed by :func:`cross_entropy`."""

    def forward(self, input, target):
        return cross_entropy(
            input,
            target,
            self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )


class NLLLoss(torch.nn.NLLLoss):
    """`torch.nn.NLLLoss`, with the messages of :func:`nll_loss`."""

    def forward(self, input, target):
        return nll_loss(input, target, self.weight, ignore_index=self.ignore_index, reduction=self.reduction)


class FloatingInput:
    """A module whose input must be floating point, and that says so."""

    def forward(self, input):
        try:
            return super().forward(input)
        except NotImplementedError:
            check_floating(input)
            raise


class Softmax(FloatingInput, torch.nn.Softmax):
    """`torch.nn.Softmax`, with a message for input that is not floating point. Not to be put before a loss."""


class LogSoftmax(FloatingInput, torch.nn.LogSoftmax):
    """`torch.nn.LogSoftmax`, with a message for input that is not floating point. :class:`NLLLoss` takes its output."""


def worthwhile(input, reduction="mean"):
    """Whether :mod:`celoss.fused` was measured to take less than 0.9 of torch's time, as it is installed, for the like.

    With one thread and with two, smaller logits, fewer classes, transposed matrices, float16, and in bfloat16
    evaluation and losses that are not reduced gained less than that or lost; ``make bench`` has rows of most. Nothing
    was measured with more threads: each is to have enough to do.
    """
    dtype = after_autocast(input)
    size = input.numel() * dtype.itemsize
    transposed = input.ndim == 2 and input.stride(0) < input.stride(1)
    if size < max(2**25, 2**23 * torch.get_num_threads()) or transposed:
        return False
    num_classes = input.shape[min(1, input.ndim - 1)]
    training = torch.is_grad_enabled() and input.requires_grad
    if dtype.itemsize == 2:
        return training and dtype == torch.bfloat16 and reduction != "none" and num_classes >= 1000
    if not training:
        return num_classes >= 1000 and size > 2**25
    rows = input.ndim < 3 or input.stride(1) == 1
    return num_classes >= (64 if rows else 16)


def fused_applies(input, target, weight, ignore_index, reduction, label_smoothing):
    """Whether the arguments are what :mod:`celoss.fused` takes: class indices, in plain dense tensors on the CPU."""
    if not ordinary(input, target, weight) or type(ignore_index) is not int or not -(2**63) <= ignore_index < 2**63:
        return False
    if not isinstance(label_smoothing, int | float) or not 0 <= label_smoothing <= 1:
        return False
    if reduction not in REDUCTIONS or input.ndim == 0 or target.dtype != torch.int64:
        return False  # torch takes uint8 for some shapes and options, and "elementwise_mean": let it decide
    devices = {tensor.device.type for tensor in (input, target, weight) if tensor is not None}
    num_classes = input.shape[min(1, input.ndim - 1)]
    if devices != {"cpu"} or input.dtype not in FORMATS or num_classes == 0 or target.shape != index_shape(input):
        return False
    if weight is None:
        return True
    return (
        weight.shape == (num_classes,) and not weight.requires_grad and after_autocast(weight) == after_autocast(input)
    )


def ordinary(input, target, weight):
    """Whether these are plain tensors (the weight may be None) of a call that nothing records, transforms or hears."""
    if torch.compiler.is_compiling() or torch.jit.is_tracing():
        return False
    # Named as private in torch; there is no public way to ask.
    if torch._C._are_functorch_transforms_active() or dispatch._get_current_dispatch_mode() is not None:
        return False
    return all(fused.plain(tensor) for tensor in (input, target)) and (weight is None or fused.plain(weight))


def after_autocast(tensor):
    """The dtype in which torch's own loss would take the tensor: under autocast, float32 for shorter formats."""
    shorter = tensor.dtype in (torch.float16, torch.bfloat16)
    return torch.float32 if shorter and torch.is_autocast_enabled("cpu") else tensor.dtype


def explain(error, input, target, weight, ignore_index, reduction, label_smoothing, probabilities):
    """For arguments that torch has refused with `error`: raise the package's exception, if it has one of that type."""
    if not ordinary(input, target, weight) or input.ndim == 0:
        return
    try:
        check_floating(input)
        if reduction != "elementwise_mean":  # torch's old name of "mean"
            check_reduction(reduction)
        check_smoothing(label_smoothing)
        if probabilities and target.shape == input.shape:
            check_probabilities(input, target, ignore_index)
        else:
            kept_classes(input, target, ignore_index)
        class_weights(input, weight)
        if weight is not None and after_autocast(weight) != after_autocast(input):
            raise RuntimeError(f"weight must have the dtype of the logits, {after_autocast(input)}, got {weight.dtype}")
        if "Long" in str(error) or "int64" in str(error):  # torch may name Byte too, and refuse that next
            message = f"class indices must be int64, got {target.dtype}: convert the target to int64 (`.long()`)"
            raise RuntimeError(message)
    except REFUSALS as better:
        # Of two faults torch may have seen the other: then its exception stands. None is shown before ours.
        if type(better) is type(error):
            raise better from None


def check_floating(input):
    """A NotImplementedError, as in torch, unless the input holds floating-point numbers."""
    if isinstance(input, torch.Tensor) and not input.is_floating_point():
        message = f"input must be floating point, got {input.dtype}; are the arguments swapped?"
        raise NotImplementedError(message) from None
