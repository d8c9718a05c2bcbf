"""The loss and its gradient from torch's own softmax: class indices, dense tensors, on the CPU.

Block by block the logits are read once and the gradient is written once. Between the passes it alone is kept of what
has the logits' size. :func:`celoss.nn.cross_entropy` says when this is used.
"""

import ctypes
import math
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import torch
from torch.autograd import forward_ad

from celoss.losses import reduce

BLOCK_BYTES = 2**22  # of scratch for each thread: little beside the logits, much work beside the start of an operation
HUGE_PAGE, MADV_HUGEPAGE = 2**21, 14  # Linux: bytes, and the number of the advice


class FusedCrossEntropy(torch.autograd.Function):
    """The loss, {eq}`eq-mass-loss`, and its gradient, {eq}`eq-mass-gradient`, which the caller lets go.

    The gradient is an *output*, so that it may be saved: autograd knows that it depends on the logits, and in a second
    derivative hands :meth:`backward` what arrives for it. It is formed as if 1 arrived for the loss, and multiplied by
    what does arrive. In float16 small entries would underflow: there it is formed larger, and divided afterwards.
    """

    @staticmethod
    def forward(ctx, logits, target, weight, ignore_index, reduction, label_smoothing, dtype):
        problem = pose(logits, target, weight, ignore_index, label_smoothing)
        divisor = problem.divisor() if reduction == "mean" else torch.ones_like(problem.divisor())
        half = logits.dtype == torch.float16
        ctx.scale = torch.full_like(divisor, room(weight)) if half else 1 / divisor
        ctx.rest = 1 / (divisor * ctx.scale) if half else 1
        losses, gradient = sweep(problem, flat(logits, problem.rows), ctx.scale)
        gradient = unflat(gradient, logits.shape)
        ctx.save_for_backward(gradient, target, weight)
        ctx.set_materialize_grads(False)  # for the gradient nothing arrives, but in a second derivative
        ctx.options = ignore_index, label_smoothing
        loss = reduce(losses.reshape(target.shape), reduction, divisor).to(dtype)
        return loss.detach(), gradient  # detached: as a view it could not be changed in place

    @staticmethod
    def backward(ctx, upstream, upstream_of_gradient):
        gradient, target, weight = ctx.saved_tensors
        problem = pose(gradient, target, weight, *ctx.options)
        formed, result = flat(gradient, problem.rows), None
        if upstream is not None:
            upstream = upstream.to(problem.wide) * ctx.rest
            upstream = upstream.reshape(problem.target.shape) if upstream.ndim else upstream
            if upstream_of_gradient is None and not torch.is_grad_enabled() and plain(upstream):
                # Is the graph freed after this, so that what it keeps may be overwritten? torch has no public name.
                last = not torch._C._autograd._get_current_graph_task_keep_graph()
                result = multiply(problem, formed, upstream, formed if last else fresh_memory(formed))
                return unflat(result, gradient.shape).detach(), *[None] * 6  # no view of what was saved
            result = formed * torch.where(problem.mass().kept, upstream, 0)
        if upstream_of_gradient is not None:
            second = curvature(problem, formed, ctx.scale, flat(upstream_of_gradient, problem.rows))
            result = second if result is None else result + second
        return None if result is None else unflat(result.to(gradient.dtype), gradient.shape), *[None] * 6


def value(logits, target, weight, ignore_index, reduction, label_smoothing, dtype):
    """The loss alone."""
    problem = pose(logits, target, weight, ignore_index, label_smoothing)
    losses, _ = sweep(problem, flat(logits.detach(), problem.rows))
    return reduce(losses.reshape(target.shape), reduction, problem.divisor()).to(dtype)


class Mass(NamedTuple):
    """The two kinds of entry of the mass, {eq}`eq-mass`, for some targets; all but `even` of their shape."""

    target: torch.Tensor  # 0 where ignored
    kept: torch.Tensor  # not ignored
    share: torch.Tensor  # of the target, beyond the even share
    total: torch.Tensor  # over all classes


class Problem(NamedTuple):
    """What is to be learned from logits (N, C), or (N, C, D): N examples of C classes at D positions."""

    target: torch.Tensor  # (N, 1) or (N, 1, D)
    weight: torch.Tensor | None  # (C)
    even: torch.Tensor | None  # (C) or (C, 1), the share of each class by label smoothing
    ignore_index: int
    label_smoothing: float
    wide: torch.dtype  # of all that is computed, float32 or float64

    @property
    def rows(self):
        return self.target.ndim == 2

    def mass(self, block=...):
        target = self.target[block]
        kept = target != self.ignore_index
        target = target.where(kept, 0)
        weight = kept.to(self.wide) if self.weight is None else self.weight[target].where(kept, 0)
        share = (1 - self.label_smoothing) * weight
        return Mass(target, kept, share, share if self.even is None else share + kept * self.even.sum())

    def divisor(self):
        kept = self.target != self.ignore_index
        return kept.sum().to(self.wide) if self.weight is None else self.weight[self.target[kept]].sum()


def pose(logits, target, weight, ignore_index, label_smoothing):
    """The problem in the layout of the logits: rows if the classes are innermost."""
    rows = logits.ndim < 3 or logits.stride(1) == 1
    target = target.reshape(-1, 1) if rows else target.reshape(len(logits), 1, -1)
    wide = torch.promote_types(logits.dtype, torch.float32)
    weight = None if weight is None else weight.to(wide)
    even, num_classes = None, logits.shape[min(1, logits.ndim - 1)]
    if label_smoothing:
        even = (label_smoothing / num_classes) * (
            logits.new_ones(num_classes, dtype=wide) if weight is None else weight
        )
        even = even if rows else even[:, None]
    return Problem(target, weight, even, ignore_index, label_smoothing, wide)


def flat(array, rows):
    """An array of the logits' shape as (N, C) or (N, C, D)."""
    axis = min(1, array.ndim - 1)
    return array.movedim(axis, -1).reshape(-1, array.shape[axis]) if rows else array.flatten(2)


def unflat(array, shape):
    """The array of :func:`flat`, in the shape of the logits."""
    axis = min(1, len(shape) - 1)
    if array.ndim == 3:
        return array.reshape(shape)
    return array.reshape(*shape[:axis], *shape[axis + 1 :], shape[axis]).movedim(-1, axis)


def sweep(problem, logits, scale=None):
    """The losses, in nats, of the target's shape in `problem`; given `scale`, also their gradient times that.

    torch's softmax can lose digits of many small terms beside a large one, and the results then miss the sum of 1. They
    are divided by their own sum, which torch takes in parts; without smoothing that of the others is kept apart from
    the target's probability, {eq}`eq-others`.
    """
    losses = torch.empty_like(problem.target, dtype=problem.wide)
    gradient = None if scale is None else fresh_memory(logits)

    def work(block, scratch):
        z, mass, even = logits[block], problem.mass(block), problem.even
        probs = scratch[: z.numel()].view(z.shape)
        z = z if z.dtype == probs.dtype and z.is_contiguous() else probs.copy_(z)
        if even is None:
            at_target = torch.softmax(z, 1, out=probs).gather(1, mass.target)
        else:
            log_prob = torch.log_softmax(z, 1, out=probs).gather(1, mass.target)
            at_target, spread = log_prob.exp(), dot(probs, even)
            probs.exp_()
        others = probs.scatter_(1, mass.target, 0).sum(1, keepdim=True)
        sums = at_target + others
        if even is None:
            loss = mass.share * minus_log(at_target, others, logits[block], mass.target)
        else:
            loss = mass.total * sums.log() - mass.share * log_prob - spread
        losses[block] = loss.where(mass.kept, 0)
        if gradient is None:
            return
        out, scales = gradient[block], torch.where(mass.kept, scale, 0)
        factor = mass.total * scales / sums
        if even is None and out.dtype == probs.dtype:
            torch.mul(probs, factor, out=out)
        else:
            probs.mul_(factor)
            if even is not None:
                probs.addcmul_(scales, even, value=-1)
            out.copy_(probs)
        # The target's entry by itself, before it is rounded; without smoothing no difference of numbers near 1.
        own = -mass.share * others / sums
        if even is not None:
            own = mass.total * at_target / sums - (mass.share + even.flatten()[mass.target])
        out.scatter_(1, mass.target, (own * scales).to(out.dtype))

    in_blocks(work, logits.shape, problem.wide)
    return losses, gradient


def minus_log(at_target, others, logits, target):
    """Minus the logarithm of the target's part of both; from the logits again where that has all but vanished."""
    result, small = (others / at_target).log1p(), at_target < 2.0**-100
    if small.any():
        rows = logits.movedim(1, -1)[small.squeeze(1)].to(result.dtype)
        log_prob = rows.log_softmax(1).gather(1, target[small][:, None]).squeeze(1)
        result[small] = others[small].log() - log_prob
    return result


def dot(log_probs, even):
    """The sum over classes of the even share times the log-probability, with a class axis of length one."""
    return log_probs @ even[:, None] if even.ndim == 1 else torch.bmm(even.mT.expand(len(log_probs), 1, -1), log_probs)


def multiply(problem, formed, upstream, out):
    """The gradient as it was formed, times what arrives for each loss, written to `out`."""
    if out is formed and upstream.ndim == 0 and upstream == 1:
        return out

    def work(block, scratch):
        arrived = upstream[block] if upstream.ndim else upstream
        factor = torch.where(problem.mass(block).kept, arrived, 0)  # 0 in ignored rows, even times infinity
        part = formed[block]
        if out.dtype == scratch.dtype:
            torch.mul(part, factor, out=out[block])
        else:
            out[block].copy_(torch.mul(part, factor, out=scratch[: part.numel()].view(part.shape)))

    in_blocks(work, formed.shape, problem.wide)
    return out


def curvature(problem, formed, scale, upstream):
    """The Hessian of each loss times `upstream` and the scale of the gradient, from which the probabilities return."""
    mass = problem.mass()
    share = torch.zeros_like(formed, dtype=problem.wide).scatter(1, mass.target, mass.share)
    share = share if problem.even is None else share + mass.kept * problem.even
    total = mass.total * torch.where(mass.kept, scale, 0)
    probs = (formed + torch.where(mass.kept, scale, 0) * share) / total.where(total != 0, 1)
    return total * probs * (upstream - (probs * upstream).sum(1, keepdim=True))


def in_blocks(work, shape, dtype):
    """Call ``work(block, scratch)`` for blocks of an array (N, C) or (N, C, D), in as many threads as torch has.

    Each thread takes whole blocks. If all of them shared each operation on each block, they would wait for one another
    at its end; where other programs run, now and then for one that has lost its processor. The blocks, and with them
    the bits, are the same for any number of threads; torch's sum of 2**15 losses or more, or of one block's single row,
    is not.
    """
    examples, num_classes, positions = *shape, *[1] * (3 - len(shape))
    targets = max(1, BLOCK_BYTES // (dtype.itemsize * num_classes))
    width = positions if targets >= positions else max(16, targets // 16 * 16)  # a cache line at least
    height = max(1, targets // positions)
    blocks = [
        (slice(n, n + height), slice(None), slice(d, d + width))[: len(shape)]
        for n in range(0, examples, height)
        for d in range(0, positions, width)
    ]
    pending, threads = iter(blocks), torch.get_num_threads()

    inference = torch.is_inference_mode_enabled()  # of the caller's thread alone, as are the other two

    def worker(_=None):
        with torch.inference_mode(inference), torch.no_grad(), torch.autocast("cpu", enabled=False):
            scratch = torch.empty(height * num_classes * width, dtype=dtype, device="cpu")
            for block in pending:
                work(block, scratch)

    if threads == 1 or len(blocks) == 1:
        return worker()
    try:
        with ThreadPoolExecutor(threads, initializer=torch.set_num_threads, initargs=(1,)) as pool:
            list(pool.map(worker, range(threads)))
    finally:
        # This thread's number has not changed, but that of threads to come: one that started meanwhile has 1.
        torch.set_num_threads(threads)
    return None


def fresh_memory(array):
    """Uninitialized memory, contiguous, of the array's shape and dtype, on Linux in pages of 2 MB where it has them.

    Fresh memory is slow to touch for the first time, page by page. torch asks for large pages only if the environment
    variable THP_MEM_ALLOC_ENABLE is 1 when it starts.
    """
    memory = array.new_empty(array.shape)
    first = -(-memory.data_ptr() // HUGE_PAGE) * HUGE_PAGE
    size = (memory.data_ptr() + memory.nbytes) // HUGE_PAGE * HUGE_PAGE - first
    if sys.platform == "linux" and size > 0:
        ctypes.CDLL(None).madvise(ctypes.c_void_p(first), ctypes.c_size_t(size), MADV_HUGEPAGE)
    return memory


def room(weight):
    """The power of two that takes a float16 gradient to the top of its range: no entry exceeds the largest weight."""
    largest = 1.0 if weight is None else weight.abs().max().item()
    return 2.0 ** (15 - math.frexp(largest)[1]) if 0 < largest < math.inf else 1.0


def plain(tensor):
    """Whether the tensor holds its numbers itself: no subclass, no tangent, no part of a transform of functions."""
    if type(tensor) not in (torch.Tensor, torch.nn.Parameter) or forward_ad.unpack_dual(tensor).tangent is not None:
        return False
    try:
        tensor.untyped_storage()
    except (NotImplementedError, RuntimeError):
        return False
    return True
