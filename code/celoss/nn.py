"""PyTorch's losses under PyTorch's names: the same numbers, in less time and memory where they cost most.

Change ``torch.nn`` to ``celoss.nn`` in the line that makes the loss. The classes are torch's own but for the call:
constructor, buffers, ``repr`` and ``isinstance`` are inherited. The functions stand in for ``torch.nn.functional``'s.
"""

import torch
from torch.nn import functional as F

from celoss.blockwise import BlockwiseCrossEntropy, transformed
from celoss.targets import (
    check_probabilities,
    check_reduction,
    check_smoothing,
    class_weights,
    index_shape,
    kept_classes,
)

__all__ = ["CrossEntropyLoss", "LogSoftmax", "NLLLoss", "Softmax", "cross_entropy", "nll_loss"]

WORTHWHILE = 2**22  # elements of the logits: with fewer, handling the blocks may cost more than it saves
FORMATS = torch.float16, torch.bfloat16, torch.float32, torch.float64
REFUSALS = IndexError, NotImplementedError, RuntimeError, TypeError, ValueError


def cross_entropy(input, target, weight=None, *, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The cross-entropy between a target and the softmax of `input`, as `torch.nn.functional.cross_entropy`.

    The same values, gradients and dtypes, to rounding, and nan where torch's are (but for an infinite `weight` with
    `label_smoothing`, and weights of both signs that sum to 0). :func:`celoss.cross_entropy` is the equation, for
    NumPy arrays too. For class indices in int64 and at least 2**22 logits on the CPU it runs
    :class:`celoss.blockwise.BlockwiseCrossEntropy`: one array of the logits' size instead of three. All else, and all
    inside ``torch.compile`` and ``torch.func``, is handed to torch's own kernels. ``torch.jit.script`` is not
    supported.

    Parameters
    ----------
    input : tensor, shape (C), (N, C) or (N, C, d1, ..., dK)
        Unnormalized log-probabilities.
    target : tensor
        Class indices (int64, in some cases uint8) of the input's shape without the class axis, or class
        probabilities (floating point) of the input's shape.
    weight : tensor, shape (C), optional
        A factor for each class, of the input's dtype.
    ignore_index, reduction, label_smoothing
        As in :func:`celoss.cross_entropy`. By keyword: torch's fourth argument is the old `size_average`.

    Returns
    -------
    tensor, of the input's dtype, or float32 for 16-bit input under ``torch.autocast``: a scalar, or for "none" one
        number per target
        In nats. 16-bit losses are summed in float32 and rounded once.

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
    check_smoothing(label_smoothing)
    if blockwise_applies(input, target, weight, ignore_index):
        check_reduction(reduction)
        kept_classes(input, target, ignore_index)
        options = ignore_index, reduction, label_smoothing
        return BlockwiseCrossEntropy.apply(
            input, target, weight, *options, after_autocast(input), torch.is_grad_enabled() and input.requires_grad
        )
    try:
        return F.cross_entropy(input, target, weight, None, ignore_index, None, reduction, label_smoothing)
    except REFUSALS:
        explain(input, target, weight, ignore_index, reduction, probabilities=True)
        raise


def nll_loss(input, target, weight=None, *, ignore_index=-100, reduction="mean"):
    """Minus the target's entry of `input`, log-probabilities, as `torch.nn.functional.nll_loss`, by torch's kernel.

    Its gradient fills an array of the input's size with zeros, which nothing spares: prefer :func:`cross_entropy` of
    the logits. Parameters, result and errors are those of :func:`cross_entropy`, for class indices alone.

    Examples
    --------
    >>> nll_loss(torch.tensor([[0.5, 0.25, 0.25]]).log2(), torch.tensor([1]))  # in bits
    tensor(2.)
    """
    try:
        return F.nll_loss(input, target, weight, ignore_index=ignore_index, reduction=reduction)
    except REFUSALS:
        explain(input, target, weight, ignore_index, reduction, probabilities=False)
        raise


class CrossEntropyLoss(torch.nn.CrossEntropyLoss):
    """`torch.nn.CrossEntropyLoss`, computed by :func:`cross_entropy`."""

    def forward(self, input, target):
        options = {"ignore_index": self.ignore_index, "reduction": self.reduction}
        return cross_entropy(input, target, self.weight, label_smoothing=self.label_smoothing, **options)


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


def blockwise_applies(input, target, weight, ignore_index):
    """Whether to work block by block: large logits, class indices, and tensors that are no more than tensors."""
    # First what is asked of every small call.
    if deferred() or not isinstance(input, torch.Tensor) or input.numel() < WORTHWHILE:
        return False
    if not ordinary(input, target, weight) or type(ignore_index) is not int or input.ndim == 0:
        return False
    devices = {tensor.device.type for tensor in (input, target, weight) if tensor is not None}
    dense_on_cpu = input.layout is torch.strided and devices == {"cpu"}
    if not dense_on_cpu or input.dtype not in FORMATS or target.dtype != torch.int64:
        return False  # torch takes uint8 for some shapes and options: let it decide
    if target.shape != index_shape(input):
        return False
    fits = weight is None or (weight.shape == (input.shape[min(1, input.ndim - 1)],) and not weight.requires_grad)
    return fits and (weight is None or after_autocast(weight) == after_autocast(input))


def deferred():
    """Whether the call is being recorded to run later."""
    return torch.compiler.is_compiling() or torch.jit.is_tracing()


def ordinary(input, target, weight):
    """Whether all are plain tensors (the weight may be None) that run now: no subclass, no transform of functions."""
    arguments = (input, target) if weight is None else (input, target, weight)
    kinds = torch.Tensor, torch.nn.Parameter
    return all(type(argument) in kinds for argument in arguments) and not (deferred() or transformed(input))


def after_autocast(tensor):
    """The dtype in which torch's own loss would take the tensor: under autocast, float32 for shorter formats."""
    shorter = tensor.dtype in (torch.float16, torch.bfloat16)
    return torch.float32 if shorter and torch.is_autocast_enabled("cpu") else tensor.dtype


def explain(input, target, weight, ignore_index, reduction, probabilities):
    """For arguments that torch has refused: the package's own exception, where it has one that says more."""
    if not ordinary(input, target, weight) or input.ndim == 0:
        return
    check_floating(input)
    check_reduction(reduction)
    if probabilities and target.shape == input.shape:
        check_probabilities(input, target, ignore_index)
    else:
        kept_classes(input, target, ignore_index)
    class_weights(input, weight)
    if weight is not None and after_autocast(weight) != after_autocast(input):
        raise RuntimeError(f"weight must have the dtype of the logits, {after_autocast(input)}, got {weight.dtype}")


def check_floating(input):
    """A NotImplementedError, as in torch, unless the input holds floating-point numbers."""
    if isinstance(input, torch.Tensor) and not input.is_floating_point():
        raise NotImplementedError(f"input must be floating point, got {input.dtype}; are the arguments swapped?")
