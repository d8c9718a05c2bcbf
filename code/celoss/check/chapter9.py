"""The backward passes by hand: of softmax, of log-softmax, of the loss; its curvature; an autograd function."""

import tracemalloc

import numpy as np

import celoss
from celoss.check._core import Check
from celoss.check._guard import is_blank
from celoss.check._values import Refused, gradients
from celoss.gradients import cross_entropy_gradient
from celoss.gradients import log_softmax_backward as log_softmax_vjp
from celoss.gradients import softmax_backward as softmax_vjp

# In the diagnoses g is the upstream gradient, p the probabilities, lp their logarithms, z and y logits and target.

THOUSANDS = np.array([[1000.0, 0.0, -1000.0], [0.0, 1000.0, 0.0]])


def total(array, axis=1):
    return array.sum(axis=axis, keepdims=True)


def vjp_cases(rng, name, function):
    """Cases for a backward pass that is given the upstream gradient and what `function` has returned."""
    sizes = {"three rows of three": (3, 3), "more classes than rows": (3, 4)}
    return {
        "one row": {"upstream": np.array([[0.0, 1.0, 0.0]]), name: function(rng.normal(size=(1, 3)))},
        **{case: {"upstream": rng.normal(size=n), name: function(rng.normal(size=n))} for case, n in sizes.items()},
    }


softmax_backward = Check(
    "my_softmax_backward",
    cases=lambda rng: vjp_cases(rng, "probs", celoss.softmax),
    reference=softmax_vjp,
    diagnoses={
        "Only the diagonal of the Jacobian is used: a logit moves all probabilities of its row.": (
            lambda g, p: g * p * (1 - p)
        ),
        "This is upstream * probs. What does the denominator of softmax add?": lambda g, p: g * p,
        "The sum runs over the rows; it should run over the classes.": lambda g, p: p * (g - total(g * p, 0)),
        "The sum runs over the whole array; each row has its own.": lambda g, p: p * (g - total(g * p, None)),
        "The row's sum has lost its axis and lines up with the columns: keepdims=True keeps it.": (
            lambda g, p: p * (g - (g * p).sum(1))
        ),
        "The upstream is summed without weights; what is subtracted is its mean under probs.": (
            lambda g, p: p * (g - total(g))
        ),
        "The same number is subtracted for all classes of a row; it should be in proportion to probs.": (
            lambda g, p: p * g - total(p * g)
        ),
        "This is the right gradient with its sign turned around.": lambda g, p: -softmax_vjp(g, p),
        "This is the backward pass of log-softmax.": lambda g, p: g - p * total(g),
    },
)


log_softmax_backward = Check(
    "my_log_softmax_backward",
    cases=lambda rng: {
        **vjp_cases(rng, "log_probs", celoss.log_softmax),
        "a probability of 0": {"upstream": np.array([[1.0, 2.0]]), "log_probs": np.array([[0.0, -1000.0]])},
    },
    reference=log_softmax_vjp,
    diagnoses={
        "This is upstream - probs, right only where a row of the upstream sums to 1.": lambda g, lp: g - np.exp(lp),
        "This is upstream + probs, right only where a row of the upstream sums to -1.": lambda g, lp: g + np.exp(lp),
        "This is the backward pass of softmax.": lambda g, lp: softmax_vjp(g, np.exp(lp)),
        "The part with the row's sum has the wrong sign.": lambda g, lp: g + np.exp(lp) * total(g),
        "This takes off the row's mean under the probabilities, as the transposed Jacobian would.": (
            lambda g, lp: g - total(np.exp(lp) * g)
        ),
        "The logarithms are used where probabilities belong: take their exp.": lambda g, lp: g - lp * total(g),
        "The sum runs over the rows; it should run over the classes.": lambda g, lp: g - np.exp(lp) * total(g, 0),
        "The sum runs over the whole array; each row has its own.": lambda g, lp: g - np.exp(lp) * total(g, None),
        "The row's sum has lost its axis and lines up with the columns: keepdims=True keeps it.": (
            lambda g, lp: g - np.exp(lp) * g.sum(1)
        ),
        "Only the diagonal of the Jacobian is used: a logit moves all log-probabilities of its row.": (
            lambda g, lp: g * (1 - np.exp(lp))
        ),
        "The row's sum is taken off every class alike; it should be in proportion to the probabilities.": (
            lambda g, lp: g - total(g)
        ),
        "The upstream is divided by a probability, which may be 0: on paper the division cancels.": (
            lambda g, lp: softmax_vjp(g / np.exp(lp), np.exp(lp))
        ),
    },
)


def one_hot(logits, target):
    return target[:, None] == np.arange(logits.shape[1])


def unshifted(logits):
    return np.exp(logits) / total(np.exp(logits))


def mean_gradient(logits, target, upstream, probs=celoss.softmax):
    kept = target != -100
    return upstream * kept[:, None] * (probs(logits) - one_hot(logits, target)) / max(sum(kept), 1)


def indexed(logits, target, upstream, rows):
    """The mean gradient by an index, which -100 is not."""
    gradient = celoss.softmax(logits)
    gradient[rows, target] -= 1
    return upstream * gradient / len(target)


def sum_gradient(logits, target, upstream):
    return cross_entropy_gradient(logits, target, reduction="sum", upstream=upstream)


def over_rows(logits):
    return celoss.softmax(logits, 0)


cross_entropy_backward = Check(
    "my_gradient",
    cases=lambda rng: {
        "one example": {"logits": rng.normal(size=(1, 3)), "target": np.array([1]), "upstream": 1.0},
        "two examples": {"logits": rng.normal(size=(2, 3)), "target": np.array([2, 0]), "upstream": 1.0},
        "an upstream of 2.5": {"logits": rng.normal(size=(2, 3)), "target": np.array([2, 0]), "upstream": 2.5},
        "an ignored target": {"logits": rng.normal(size=(2, 3)), "target": np.array([-100, 2]), "upstream": 1.0},
        "nothing but ignored": {"logits": rng.normal(size=(2, 3)), "target": np.array([-100] * 2), "upstream": 1.0},
        "scores of a thousand": {"logits": THOUSANDS, "target": np.array([1, 1]), "upstream": 1.0},
    },
    reference=lambda logits, target, upstream: cross_entropy_gradient(logits, target, upstream=upstream),
    diagnoses={
        "This is the gradient of the sum; the mean divides by the number of kept targets.": sum_gradient,
        "This divides by the number of classes as well.": lambda z, y, up: mean_gradient(z, y, up) / z.shape[1],
        "Truth minus probabilities points downhill; the gradient points uphill.": lambda *args: -mean_gradient(*args),
        "upstream is not used: multiply by what arrives from above.": lambda z, y, up: mean_gradient(z, y, 1.0),
        "Ignored rows get their probabilities; the loss does not depend on those rows.": (
            lambda z, y, up: up * (celoss.softmax(z) - one_hot(z, y)) / len(y)
        ),
        "Ignored rows get a gradient as if they were of class 0; the loss does not depend on those rows.": (
            lambda z, y, up: up * (celoss.softmax(z) - one_hot(z, y.clip(0))) / max(sum(y != -100), 1)
        ),
        "This divides by the number of all examples; the mean is over the kept ones.": (
            lambda z, y, up: mean_gradient(z, y, up) * np.mean(y != -100)
        ),
        "0 / 0: where every target is ignored, the gradient is 0.": (
            lambda z, y, up: sum_gradient(z, y, up) / (y != -100).sum()
        ),
        "-100 is no index: set the ignored rows aside first.": lambda z, y, up: indexed(z, y, up, np.arange(len(y))),
        "[:, target] takes 1 off in every row; each row has one target.": lambda z, y, up: indexed(z, y, up, slice(4)),
        "Only the target's own logit gets a gradient; the others lower the loss as well when they fall.": (
            lambda z, y, up: mean_gradient(z, y, up) * one_hot(z, y)
        ),
        "exp overflows: subtract the largest score of the row.": lambda *args: mean_gradient(*args, unshifted),
        "The softmax runs over the rows; it belongs over the classes.": lambda *args: mean_gradient(*args, over_rows),
        "These are logits minus truth: take their softmax first.": lambda z, y, up: mean_gradient(z, y, up, np.asarray),
    },
)


def without_a_matrix(answer, logits, vector):
    """Call `answer`; with many classes, see that NumPy and torch make nothing of the size of a C x C matrix."""
    if logits.shape[1] < 200:
        return answer(logits, vector)
    from torch.overrides import TorchFunctionMode

    largest = [0]

    class Watch(TorchFunctionMode):
        def __torch_function__(self, function, types, args=(), kwargs=None):
            result = function(*args, **(kwargs or {}))
            largest.append(getattr(result, "nbytes", 0))
            return result

    tracemalloc.start()
    try:
        with Watch():
            result = answer(logits, vector)
        largest.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
    if max(largest) > 2e5:  # in 32 bits a matrix has 2.6e5 bytes
        raise Refused("With 256 classes this takes as much memory as a C x C matrix: find a way without it.")
    return result


def curvature(logits, vector, axis=1, weights=celoss.softmax):
    """The Hessian-vector product, unless the mean is over another axis or with other weights."""
    probs = weights(logits)
    return probs * (vector - total(probs * vector, axis))


def difference_quotient(logits, vector, step=1e-3):
    return (celoss.softmax(logits + step * vector) - celoss.softmax(logits)) / step


hessian_vector_product = Check(
    "my_hvp",
    cases=lambda rng: {
        "one example, its first class": {"logits": rng.normal(size=(1, 3)), "vector": np.array([[1.0, 0.0, 0.0]])},
        "three rows of three": {"logits": rng.normal(size=(3, 3)), "vector": rng.normal(size=(3, 3))},
        "more classes than rows": {"logits": rng.normal(size=(3, 4)), "vector": rng.normal(size=(3, 4))},
        "scores of a thousand": {"logits": np.array([[1000.0, 1000.0, 0.0]]), "vector": np.array([[1.0, 2.0, 3.0]])},
        "many classes": {"logits": rng.normal(size=(1, 256)), "vector": 250 * rng.normal(size=(1, 256))},
    },
    reference=lambda logits, vector: softmax_vjp(vector, celoss.softmax(logits)),
    probe=without_a_matrix,
    tolerance=1e-5,
    diagnoses={
        "This is probs * vector; the second half of the Hessian is missing.": lambda z, v: celoss.softmax(z) * v,
        "Only the diagonal of the Hessian is used.": lambda z, v: celoss.softmax(z) * (1 - celoss.softmax(z)) * v,
        "The first half of the Hessian is missing.": lambda z, v: curvature(z, v) - celoss.softmax(z) * v,
        "The vector's mean is over the rows; it should be over the classes.": lambda z, v: curvature(z, v, 0),
        "The vector's mean is over the whole array; each row has its own.": lambda z, v: curvature(z, v, None),
        "The vector's mean has lost its axis and lines up with the columns: keepdims=True keeps it.": (
            lambda z, v: celoss.softmax(z) * (v - (celoss.softmax(z) * v).sum(1))
        ),
        "The vector's mean is a plain one; it should be the mean under the probabilities.": (
            lambda z, v: celoss.softmax(z) * (v - v.mean(1, keepdims=True))
        ),
        "The logits are used where probabilities belong.": lambda z, v: curvature(z, v, weights=np.asarray),
        "The log-probabilities are used where probabilities belong.": (
            lambda z, v: curvature(z, v, weights=celoss.log_softmax)
        ),
        "The sign is turned around: of a convex function, vector times product is not negative.": (
            lambda z, v: -curvature(z, v)
        ),
        "This is divided by the number of examples; the loss is the sum.": lambda z, v: curvature(z, v) / len(z),
        "exp overflows: subtract the largest score of the row.": lambda z, v: curvature(z, v, weights=unshifted),
        "A difference over a step this long is an approximation; the product can be exact.": difference_quotient,
    },
)


AGAIN = {
    "backward twice": "The second backward gives another gradient: the first has overwritten what forward kept.",
    "backward, forward of another batch, backward": "Another forward changes the gradient: keep what it needs in ctx.",
}


def in_use(answer, logits, target, use):
    """The loss of an autograd function, and its gradient in one of the ways in which a loss is used."""
    if any(is_blank(getattr(answer, name, gradients)) for name in ("forward", "backward")):
        raise NotImplementedError
    if not hasattr(answer, "apply"):
        raise Refused("MyCrossEntropy has no apply: the check takes a class derived from torch.autograd.Function.")
    loss = answer.apply(logits.requires_grad_(), target)
    if use not in AGAIN:
        return {"loss": loss, "gradient": gradients(2.5 * loss if use == "2.5 * loss" else loss, logits)}
    loss.backward(retain_graph=True)
    first = logits.grad.clone()
    if "forward" in use:
        answer.apply(-logits.detach(), target.flip(0))
    gradient = gradients(loss, logits)
    if not gradient.equal(first):
        raise Refused(AGAIN[use])
    return {"loss": loss, "gradient": gradient}


def tensor_gradient(logits, target, upstream, reduction="mean"):
    return cross_entropy_gradient(logits, target, upstream=upstream, reduction=reduction)


def function(gradient=tensor_gradient, loss=celoss.cross_entropy, swapped=False):
    """An autograd function of two plain ones, made only when it is applied: the package does not need torch."""

    class Lazy:
        @staticmethod
        def apply(logits, target):
            import torch

            class Function(torch.autograd.Function):
                @staticmethod
                def forward(ctx, logits, target):
                    ctx.save_for_backward(logits, target)
                    return loss(logits, target)

                @staticmethod
                def backward(ctx, upstream):
                    into_logits = gradient(*ctx.saved_tensors, upstream)
                    return (None, into_logits) if swapped else (into_logits, None)

            return Function.apply(logits, target)

    return Lazy


autograd_function = Check(
    "MyCrossEntropy",
    cases=lambda rng: {
        "an example of each class": {"logits": rng.normal(size=(3, 3)), "target": np.arange(3), "use": "loss"},
        "two examples": {"logits": rng.normal(size=(2, 3)), "target": np.array([2, 0]), "use": "loss"},
        "scores of a thousand": {"logits": THOUSANDS, "target": np.array([1, 1]), "use": "loss"},
        **{
            use: {"logits": rng.normal(size=(2, 3)), "target": np.array([2, 0]), "use": use}
            for use in ["2.5 * loss", *AGAIN]
        },
    },
    reference=function(),
    diagnoses={
        "backward does not use upstream, which is 1 only where nothing comes after the loss.": (
            function(lambda z, y, up: tensor_gradient(z, y, 1.0))
        ),
        "backward gives the gradient of the sum: the mean divides by the number of examples.": (
            function(lambda z, y, up: tensor_gradient(z, y, up, "sum"))
        ),
        "This is the sum of the losses, and its gradient; the mean is wanted.": function(
            lambda z, y, up: tensor_gradient(z, y, up, "sum"), lambda z, y: celoss.cross_entropy(z, y, reduction="sum")
        ),
        "backward divides by the number of classes as well.": (
            function(lambda z, y, up: tensor_gradient(z, y, up) / z.shape[1])
        ),
        "backward gives truth minus probabilities; the gradient is the other way round.": (
            function(lambda z, y, up: -tensor_gradient(z, y, up))
        ),
        "The gradients are returned in the order of forward's arguments: the logits' first.": function(swapped=True),
        "backward takes 1 off in every row with [:, target]; each row has one target.": (
            function(lambda z, y, up: indexed(z, y, up, slice(4)))
        ),
        "forward averages the N x N numbers of [:, target]; each row has one target.": (
            function(loss=lambda z, y: -celoss.log_softmax(z)[:, y].mean())
        ),
    },
    probe=in_use,
    tensors=True,
)
