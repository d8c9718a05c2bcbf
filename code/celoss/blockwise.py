"""The loss and its gradient in one sweep over blocks of the logits: large tensors, class indices, on the CPU.

Each block stays in the processor's cache while it is shifted, exponentiated, summed and turned into the gradient. The
gradient is then the only array of the logits' size. :func:`celoss.nn.cross_entropy` says when this is used.
"""

import itertools
from typing import NamedTuple

import numpy
import torch
from torch.autograd import forward_ad

from celoss.gradients import cross_entropy_gradient

BLOCK_BYTES = 2**19  # of scratch for each thread: it shares a second-level cache with as much of the logits


class BlockwiseCrossEntropy(torch.autograd.Function):
    """Value {eq}`eq-mass-loss` and gradient {eq}`eq-mass-gradient` of valid class indices; see :func:`sweep`.

    A sum or mean forms its gradient in the forward pass, which has every exponential at hand; the backward pass
    scales it. Unreduced losses have theirs formed in the backward pass, where each one's upstream gradient is known;
    and so has float16, in which what is small would underflow before a loss scale could lift it. Second derivatives
    are those of :func:`celoss.cross_entropy_gradient`.
    """

    @staticmethod
    def forward(ctx, logits, target, weight, ignore_index, reduction, label_smoothing, dtype, differentiable):
        options = {"ignore_index": ignore_index, "reduction": reduction, "label_smoothing": label_smoothing}
        problem = prepare(logits, target, weight, ignore_index, label_smoothing)
        early = differentiable and reduction != "none" and logits.dtype != torch.float16
        ctx.gradient = fresh_like(problem.logits) if early else None
        losses, *ctx.sums = sweep(problem, scale(problem, reduction), ctx.gradient)
        # Not the log-probabilities: they depend on the logits, and a second derivative would not know.
        ctx.save_for_backward(logits, target, weight)
        ctx.options, ctx.shape = options, logits.shape
        if reduction == "none":
            return losses.reshape(target.shape).to(dtype)
        total = losses.sum()
        if reduction == "mean":  # over nothing it is nan, even if smoothing has left something to divide
            total = (total / problem.divisor).where(problem.divisor != 0, torch.nan)
        return total.to(dtype)

    @staticmethod
    def backward(ctx, upstream):
        gradient, ctx.gradient = ctx.gradient, None  # once: from now on it belongs to the caller
        if torch.is_grad_enabled() or transformed(upstream):  # create_graph: a gradient to be differentiated again
            gradient = cross_entropy_gradient(*ctx.saved_tensors, **ctx.options, upstream=upstream)
        elif gradient is not None and upstream.isfinite():
            gradient = gradient if upstream == 1 else gradient.mul_(upstream)
        else:  # ignored rows stay 0, even times an infinite upstream
            problem = prepare(*ctx.saved_tensors, ctx.options["ignore_index"], ctx.options["label_smoothing"])
            gradient = fresh_like(problem.logits)
            sweep(problem, scale(problem, ctx.options["reduction"], upstream), gradient, *ctx.sums)
        return gradient.reshape(ctx.shape), *[None] * 7


class Problem(NamedTuple):
    """N examples of C classes at D positions (1 for logits of shape (N, C)); all but `logits` in 32 bits or more."""

    logits: torch.Tensor  # (N, C, D)
    target: torch.Tensor  # (N, 1, D), 0 where ignored
    kept: torch.Tensor  # (N, 1, D), not ignored
    peak: torch.Tensor  # (N, 1, D), the mass of the target beyond its even share
    even: torch.Tensor | None  # (1, C, 1), the mass that label smoothing gives to each class
    divisor: torch.Tensor  # (), of the mean


def prepare(logits, target, weight, ignore_index, label_smoothing):
    """The mass of {eq}`eq-mass` without an array of its size: its two kinds of entry, the target's and the others'."""
    wide = torch.promote_types(logits.dtype, torch.float32)
    logits = logits[None] if logits.ndim == 1 else logits
    logits = logits.reshape(*logits.shape[:2], -1)
    target = target.long().reshape(len(logits), 1, -1)
    kept = target != ignore_index
    target = target.where(kept, 0)
    num_classes = logits.shape[1]
    weight = torch.ones(num_classes, dtype=wide, device=logits.device) if weight is None else weight.to(wide)
    of_target = weight[target] * kept
    even = weight.reshape(1, -1, 1) * (label_smoothing / num_classes) if label_smoothing else None
    return Problem(logits, target, kept, (1 - label_smoothing) * of_target, even, of_target.sum())


def scale(problem, reduction, upstream=1):
    """The factor of each example's gradient, (N, 1, D): what arrives from above, over the divisor; 0 where ignored."""
    if reduction == "none" and isinstance(upstream, torch.Tensor):
        upstream = upstream.reshape(problem.kept.shape)
    factor = upstream / problem.divisor if reduction == "mean" else upstream * torch.ones_like(problem.peak)
    return factor.to(problem.peak.dtype).where(problem.kept, 0)


def sweep(problem, scale, gradient=None, largest=None, sums=None):
    """Losses of the examples, (N, 1, D) in nats, their largest logits, and sums of exponentials of the shifted ones.

    Given a tensor for it, also their gradient times `scale`. The largest logits and the sums of an earlier sweep save
    work. Not the log-sum-exp: its rounding, at the size of the logits, would enter the exponent.
    """
    logits, target, kept, peak, even, _ = problem
    first = sums is None
    largest, sums = (torch.empty_like(peak), torch.empty_like(peak)) if first else (largest, sums)
    mass = peak if even is None else peak + kept * even.sum()
    spread = torch.zeros_like(peak)
    size = block_size(logits)
    scratch = torch.empty_like(logits[: size[0], :, : size[1]], dtype=peak.dtype)
    arrays = logits, largest, sums, spread, mass * scale, scale, gradient
    for z, shift, total, evenly, factor, scaled, out in zip(*(blocks(array, *size) for array in arrays), strict=False):
        exps = scratch if z.shape == scratch.shape else torch.empty_like(z, dtype=scratch.dtype)
        z = z if z.dtype == exps.dtype else exps.copy_(z)
        if first:
            torch.amax(z, 1, keepdim=True, out=shift)
        torch.sub(z, shift, out=exps)
        if first and even is not None:
            torch.sum(exps * even, 1, keepdim=True, out=evenly)
        exps.exp_()
        if first:
            torch.sum(exps, 1, keepdim=True, out=total)
        if out is not None:
            rows = out if out.dtype == exps.dtype else exps
            torch.mul(exps, factor / total, out=rows)
            if even is not None:
                rows.addcmul_(scaled, even, value=-1)
            if rows is exps:
                out.copy_(exps)  # rounded once
    # The targets' own entries, over what the loop has written: their difference is taken before it is rounded.
    examples, positions = (torch.arange(logits.shape[axis], device=logits.device) for axis in (0, 2))
    where = examples[:, None, None], target, positions
    shifted = logits[where].to(peak.dtype) - largest
    if gradient is not None:
        own = peak if even is None else peak + even[0, target, 0]
        gradient[where] = (mass * scale / sums * shifted.exp() - scale * own).to(gradient.dtype)
    losses = peak * (sums.log() - shifted)
    if even is not None:
        losses += even.sum() * sums.log() - spread
    return losses.where(kept, 0), largest, sums


def block_size(logits):
    """How many examples and positions of the logits (N, C, D) make a block: at least one row of classes."""
    rows = max(1, BLOCK_BYTES * torch.get_num_threads() // (4 * logits.shape[1]))
    return max(1, rows // logits.shape[2]), min(rows, logits.shape[2])


def blocks(array, examples, positions):
    """Views of the array, block by block; without an array, None for each."""
    if array is None:
        return itertools.repeat(None)
    parts = array.split(examples)
    return parts if array.shape[2] <= positions else (b for part in parts for b in part.split(positions, dim=2))


def transformed(tensor):
    """Whether `torch.func`, a batch of upstream gradients or a tangent is at work: out= and branches would fail."""
    # Named as private in torch; there is no public way to ask.
    batched = torch._C._are_functorch_transforms_active() or torch._C._functorch.is_legacy_batchedtensor(tensor)
    return batched or forward_ad.unpack_dual(tensor).tangent is not None


def fresh_like(tensor):
    """Uninitialized memory of the tensor's shape, layout and dtype, from NumPy, touched once by all threads.

    The first touch of fresh memory is slow, a page at a time. NumPy asks Linux for pages of 2 MB, torch takes 4 KB.
    """
    layout = torch.empty_like(tensor, device="meta")
    size = tensor.numel() * tensor.element_size()
    memory = numpy.empty(size + 64, numpy.uint8)
    start = -memory.ctypes.data % 64  # on a cache line, as torch's own
    memory = torch.from_numpy(memory[start : start + size])
    memory[::2048].zero_()
    return memory.view(tensor.dtype).as_strided(layout.shape, layout.stride())
