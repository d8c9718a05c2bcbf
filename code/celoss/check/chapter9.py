"""The backward passes by hand: of softmax, of log-softmax, of the loss; its curvature; an autograd function."""

import functools
import tracemalloc

import numpy as np

import celoss
from celoss.check._core import Check
from celoss.check._guard import is_blank, said
from celoss.check._values import Refused, gradients
from celoss.gradients import cross_entropy_gradient
from celoss.gradients import log_softmax_backward as log_softmax_vjp
from celoss.gradients import softmax_backward as softmax_vjp

# In the diagnoses g is the upstream gradient, p the probabilities, lp their logarithms, z and y logits and target.

THOUSANDS = np.array([[1000.0, 0.0, -1000.0], [0.0, 1000.0, 0.0]])
FAR_APART = np.array([[0.0, 1.0], [-1024.0, -1025.0], [1000.0, 999.0]])


def total(array, axis=1):
    return array.sum(axis=axis, keepdims=True)


def one_hot(logits, target):
    return target[:, None] == np.arange(logits.shape[1])


def vjp_cases(rng, name, function):
    """Cases for a backward pass that is given the upstream gradient and what `function` has returned."""
    sizes = {"three rows of three": (3, 3), "more classes than rows": (2, 4)}
    return {
        "one row": {"upstream": np.array([[0.0, 1.0, 0.0]]), name: function(rng.normal(size=(1, 3)))},
        **{case: {"upstream": rng.normal(size=n), name: function(rng.normal(size=n))} for case, n in sizes.items()},
    }


HALF_A_JACOBIAN = {
    "The weighted sum is added; it should be taken off.": lambda g, p: p * (g + total(g * p)),
    "The factor probs in front is missing.": lambda g, p: g - total(g * p),
    "The first part is upstream * probs, not upstream alone.": lambda g, p: g - p * total(g * p),
    "Only the logits of the other classes count here: the diagonal of the Jacobian is missing.": (
        lambda g, p: p * (g * p - total(g * p))
    ),
    "The diagonal of the Jacobian is counted twice: probs * (1 - probs) has its square already.": (
        lambda g, p: g * p * (1 - p) - p * total(g * p)
    ),
    "probs minus one-hot belongs to the cross-entropy: here any upstream may arrive.": (
        lambda g, p: p - one_hot(p, np.abs(g).argmax(1))
    ),
    "The probabilities are taken for logits: they have been through softmax already.": (
        lambda g, p: softmax_vjp(g, celoss.softmax(p))
    ),
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
        "The upstream's plain mean is subtracted; it should be the mean under probs.": (
            lambda g, p: p * (g - total(g) / p.shape[1])
        ),
        "The same number is subtracted for all classes of a row; it should be in proportion to probs.": (
            lambda g, p: p * g - total(p * g)
        ),
        "This is the right gradient with its sign turned around.": lambda g, p: -softmax_vjp(g, p),
        "This is the backward pass of log-softmax.": lambda g, p: g - p * total(g),
    }
    | HALF_A_JACOBIAN,
)


WRONG_SUMS = {
    "The part with the row's sum has the wrong sign.": lambda g, lp: g + np.exp(lp) * total(g),
    "The sum runs over the rows; it should run over the classes.": lambda g, lp: g - np.exp(lp) * total(g, 0),
    "The sum runs over the whole array; each row has its own.": lambda g, lp: g - np.exp(lp) * total(g, None),
    "The row's sum has lost its axis and lines up with the columns: keepdims=True keeps it.": (
        lambda g, lp: g - np.exp(lp) * g.sum(1)
    ),
    "The row's sum is taken off every class alike; it should be in proportion to the probabilities.": (
        lambda g, lp: g - total(g)
    ),
    "This is the mean of the row's upstream, not its sum.": lambda g, lp: g - np.exp(lp) * total(g) / lp.shape[1],
    "The row's sum is weighted with the probabilities; a plain sum is right.": (
        lambda g, lp: g - np.exp(lp) * total(g * np.exp(lp))
    ),
    "This is the right gradient with its sign turned around.": lambda g, lp: -log_softmax_vjp(g, lp),
}

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
        "The upstream comes through as it is: the denominator of softmax moves with each logit.": lambda g, lp: g,
        "This is upstream * probs. What does the logarithm of the denominator add?": lambda g, lp: g * np.exp(lp),
        "This takes off the row's mean under the probabilities, as the transposed Jacobian would.": (
            lambda g, lp: g - total(np.exp(lp) * g)
        ),
        "The logarithms are used where probabilities belong: take their exp.": lambda g, lp: g - lp * total(g),
        "Only the diagonal of the Jacobian is used: a logit moves all log-probabilities of its row.": (
            lambda g, lp: g * (1 - np.exp(lp))
        ),
        "The upstream is divided by a probability, which may be 0: on paper the division cancels.": (
            lambda g, lp: softmax_vjp(g / np.exp(lp), np.exp(lp))
        ),
        "A small number in the divisor, or a clip, makes 0 of what should cancel: on paper no division is left.": (
            lambda g, lp: softmax_vjp(g / (np.exp(lp) + 1e-12), np.exp(lp))
        ),
    }
    | WRONG_SUMS,
)


def shares(exponentials):
    return exponentials / total(exponentials)


def unshifted(logits):
    return shares(np.exp(logits))


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


def difference_quotient(function, step, *arguments):
    """The gradient of a function of one array, from forward differences."""

    def quotient(i):
        moved = arguments[0].copy()
        moved[i] += step
        return (function(moved, *arguments[1:]) - function(*arguments)) / step

    return np.reshape([quotient(i) for i in np.ndindex(arguments[0].shape)], arguments[0].shape)


def kept_mean(logits, target):
    return celoss.cross_entropy(logits, target) if (target != -100).any() else 0.0


WRONG_PROBS = {
    "exp overflows: subtract the largest score of the row.": unshifted,
    "The largest score of the whole array is subtracted; each row needs its own.": (
        lambda logits: shares(np.exp(logits - logits.max()))
    ),
    "Clipping the scores changes the gradient: subtract the largest score of the row.": (
        lambda logits: shares(np.exp(logits.clip(-30, 30)))
    ),
    "The softmax runs over the rows; it belongs over the classes.": lambda logits: celoss.softmax(logits, 0),
    "These are logits minus truth: take their softmax first.": np.asarray,
    "These are log-probabilities minus truth: probabilities are needed.": celoss.log_softmax,
} | {
    f"nan_to_num hides the overflow, and makes {value} of it: subtract the largest score of the row.": (
        lambda logits, value=value: np.nan_to_num(unshifted(logits), nan=value)
    )
    for value in (0, 1)
}

WRONG_STEPS = {
    f"A difference over a step of {step:g} is not exact enough: take the formula.": (
        lambda z, y, up, step=step: up * difference_quotient(kept_mean, step, z, y)
    )
    for step in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9)
}

WRONG_ROWS = {
    "Ignored rows get their probabilities; the loss does not depend on those rows.": (
        lambda z, y, up: up * (celoss.softmax(z) - one_hot(z, y)) / len(y)
    ),
    "Ignored rows get their probabilities, though the divisor is right; the loss does not depend on those rows.": (
        lambda z, y, up: up * (celoss.softmax(z) - one_hot(z, y)) / max(sum(y != -100), 1)
    ),
    "Ignored rows get a gradient as if they were of class 0; the loss does not depend on those rows.": (
        lambda z, y, up: up * (celoss.softmax(z) - one_hot(z, y.clip(0))) / max(sum(y != -100), 1)
    ),
    "Ignored rows are counted and get a gradient, as if they were of class 0.": (
        lambda z, y, up: up * (celoss.softmax(z) - one_hot(z, y.clip(0))) / len(y)
    ),
    "Class 0 is left out: only -100 is ignored.": lambda z, y, up: mean_gradient(z, np.where(y == 0, -100, y), up),
    "-100 is no index: set the ignored rows aside first.": lambda z, y, up: indexed(z, y, up, np.arange(len(y))),
    "[:, target] takes 1 off in every row; each row has one target.": lambda z, y, up: indexed(z, y, up, slice(4)),
}
cross_entropy_backward = Check(
    "my_gradient",
    cases=lambda rng: {
        "one example": {"logits": rng.normal(size=(1, 3)), "target": np.array([1]), "upstream": 1.0},
        "two examples": {"logits": rng.normal(size=(2, 3)), "target": np.array([2, 0]), "upstream": 1.0},
        "an upstream of -2.5": {"logits": rng.normal(size=(2, 3)), "target": np.array([2, 0]), "upstream": -2.5},
        "an ignored target": {"logits": rng.normal(size=(2, 3)), "target": np.array([-100, 2]), "upstream": 1.0},
        "nothing but ignored": {"logits": rng.normal(size=(2, 3)), "target": np.array([-100] * 2), "upstream": 1.0},
        "scores of a thousand": {"logits": THOUSANDS, "target": np.array([1, 1]), "upstream": 1.0},
        "rows far apart": {"logits": FAR_APART, "target": np.array([0, 1, 1]), "upstream": 1.0},
    },
    reference=lambda logits, target, upstream: cross_entropy_gradient(logits, target, upstream=upstream),
    diagnoses={
        "This is the gradient of the sum; the mean divides by the number of kept targets.": sum_gradient,
        "This divides by the number of classes as well.": lambda z, y, up: mean_gradient(z, y, up) / z.shape[1],
        "Truth minus probabilities points downhill; the gradient points uphill.": lambda *args: -mean_gradient(*args),
        "upstream is not used: multiply by what arrives from above.": lambda z, y, up: mean_gradient(z, y, 1.0),
        "This divides by the number of all examples; the mean is over the kept ones.": (
            lambda z, y, up: mean_gradient(z, y, up) * np.mean(y != -100)
        ),
        "0 / 0: where every target is ignored, the gradient is 0.": (
            lambda z, y, up: sum_gradient(z, y, up) / (y != -100).sum()
        ),
        "Only the target's own logit gets a gradient; the others lower the loss as well when they fall.": (
            lambda z, y, up: mean_gradient(z, y, up) * one_hot(z, y)
        ),
        "These are probabilities alone: the target's 1 is not taken off.": (
            lambda z, y, up: mean_gradient(z, y, up) + up * one_hot(z, y) / max(sum(y != -100), 1)
        ),
        "This divides by all N times C numbers: the mean is over the kept targets.": (
            lambda z, y, up: sum_gradient(z, y, up) / z.size
        ),
        "The sign of upstream is lost.": lambda z, y, up: mean_gradient(z, y, abs(up)),
        "upstream divides here: it is a factor.": lambda z, y, up: mean_gradient(z, y, 1 / up),
    }
    | {hint: functools.partial(mean_gradient, probs=probs) for hint, probs in WRONG_PROBS.items()}
    | WRONG_ROWS
    | WRONG_STEPS,
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


LONG_STEPS = {
    f"A difference over a step of {step:g} is not exact enough; the product can be exact.": (
        lambda z, v, step=step: (celoss.softmax(z + step * v) - celoss.softmax(z)) / step
    )
    for step in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7)
} | {
    f"A difference over a step of {step:g} to either side is not exact enough; the product can be exact.": (
        lambda z, v, step=step: (celoss.softmax(z + step * v) - celoss.softmax(z - step * v)) / (2 * step)
    )
    for step in (1e-1, 1e-2, 1e-3)
}

WRONG_MEANS = {
    "The vector's mean is over the rows; it should be over the classes.": lambda z, v: curvature(z, v, 0),
    "The vector's mean is over the whole array; each row has its own.": lambda z, v: curvature(z, v, None),
    "The vector's mean has lost its axis and lines up with the columns: keepdims=True keeps it.": (
        lambda z, v: celoss.softmax(z) * (v - (celoss.softmax(z) * v).sum(1))
    ),
    "The vector's mean is a plain one; it should be the mean under the probabilities.": (
        lambda z, v: celoss.softmax(z) * (v - v.mean(1, keepdims=True))
    ),
    "The vector's mean is added; it should be taken off.": (
        lambda z, v: celoss.softmax(z) * (v + total(celoss.softmax(z) * v))
    ),
    "The vector's plain sum is taken off; it should be the mean under the probabilities.": (
        lambda z, v: celoss.softmax(z) * (v - total(v))
    ),
}

hessian_vector_product = Check(
    "my_hvp",
    cases=lambda rng: {
        "one example, its first class": {"logits": rng.normal(size=(1, 3)), "vector": np.array([[1.0, 0.0, 0.0]])},
        "three rows of three": {"logits": rng.normal(size=(3, 3)), "vector": rng.normal(size=(3, 3))},
        "more classes than rows": {"logits": rng.normal(size=(2, 4)), "vector": rng.normal(size=(2, 4))},
        "scores of a thousand": {"logits": np.array([[1000.0, 1000.0, 0.0]]), "vector": np.array([[1.0, 2.0, 3.0]])},
        "many classes": {"logits": rng.normal(size=(1, 256)), "vector": 250 * rng.normal(size=(1, 256))},
    },
    reference=lambda logits, vector: softmax_vjp(vector, celoss.softmax(logits)),
    probe=without_a_matrix,
    tolerance=1e-5,
    diagnoses={
        "This is probs * vector; the second half of the Hessian is missing.": lambda z, v: celoss.softmax(z) * v,
        "Only the diagonal of the Hessian is used.": lambda z, v: celoss.softmax(z) * (1 - celoss.softmax(z)) * v,
        "The diagonal of the Hessian is counted twice: p (1 - p) has its square already.": (
            lambda z, v: curvature(z, v) - celoss.softmax(z) ** 2 * v
        ),
        "The first half of the Hessian is missing.": lambda z, v: curvature(z, v) - celoss.softmax(z) * v,
        "The logits are used where probabilities belong.": lambda z, v: curvature(z, v, weights=np.asarray),
        "The log-probabilities are used where probabilities belong.": (
            lambda z, v: curvature(z, v, weights=celoss.log_softmax)
        ),
        "The sign is turned around: of a convex function, vector times product is not negative.": (
            lambda z, v: -curvature(z, v)
        ),
        "This is divided by the number of examples; the loss is the sum.": lambda z, v: curvature(z, v) / len(z),
        "exp overflows: subtract the largest score of the row.": lambda z, v: curvature(z, v, weights=unshifted),
        "The factor probs in front is missing.": lambda z, v: v - total(celoss.softmax(z) * v),
        "This is the backward pass of log-softmax: the Hessian is the Jacobian of softmax.": (
            lambda z, v: v - celoss.softmax(z) * total(v)
        ),
    }
    | WRONG_MEANS
    | LONG_STEPS,
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
        return {"loss": loss, "gradient": gradients(-2.5 * loss if use == "-2.5 * loss" else loss, logits)}
    loss.backward(retain_graph=True)
    if (first := logits.grad) is None:
        raise Refused("The gradient does not reach the argument.")
    first = first.clone()
    if "forward" in use:
        answer.apply(-logits.detach(), target.flip(0))
    try:
        gradient = gradients(loss, logits)
    except (AttributeError, TypeError, RuntimeError) as error:
        raise Refused(f"The second backward fails, so the first has spoiled what forward kept: {said(error)}") from None
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


def target_alone(logits, target, upstream):
    rows = np.arange(len(target))
    gradient = logits.new_zeros(logits.shape)
    gradient[rows, target] = tensor_gradient(logits, target, upstream)[rows, target]
    return gradient


WRONG_GRADIENTS = {
    "takes 1 off in every row with [:, target]; each row has one target.": lambda *args: indexed(*args, slice(4)),
    "gives only the target's own logit a gradient; the others lower the loss as well when they fall.": target_alone,
    "gives truth minus probabilities; the gradient is the other way round.": lambda *args: -tensor_gradient(*args),
    "gives probabilities alone: the target's 1 is not taken off.": lambda z, y, up: up * z.softmax(1) / len(y),
    "does not use upstream, which is 1 only where nothing comes after the loss.": (
        lambda z, y, up: tensor_gradient(z, y, 1.0)
    ),
    "loses the sign of upstream.": lambda z, y, up: tensor_gradient(z, y, abs(up)),
    "gives the gradient of the sum: the mean divides by the number of examples.": (
        lambda z, y, up: tensor_gradient(z, y, up, "sum")
    ),
    "divides by the number of classes as well.": lambda z, y, up: tensor_gradient(z, y, up) / z.shape[1],
    "uses the logits where probabilities belong.": lambda z, y, up: (
        tensor_gradient(z, y, up) + up * (z - z.softmax(1)) / len(y)
    ),
    "uses log-probabilities where probabilities belong: take their exp.": lambda z, y, up: (
        tensor_gradient(z, y, up) + up * (z.log_softmax(1) - z.softmax(1)) / len(y)
    ),
    "takes the softmax over the rows; it belongs over the classes.": lambda z, y, up: (
        tensor_gradient(z, y, up) + up * (z.softmax(0) - z.softmax(1)) / len(y)
    ),
    "clips the scores, which changes the gradient.": lambda z, y, up: tensor_gradient(z.clamp(-30, 30), y, up),
}

WRONG_LOSSES = {
    "averages the N x N numbers of [:, target]; each row has one target.": (
        lambda z, y: -celoss.log_softmax(z)[:, y].mean()
    ),
    "gives the sum of the losses; the mean is wanted.": lambda z, y: celoss.cross_entropy(z, y, reduction="sum"),
    "gives the probabilities, negated: the logarithm is missing.": lambda z, y: celoss.nll_loss(celoss.softmax(z), y),
    "gives the logits, negated: log_softmax is missing.": celoss.nll_loss,
    "gives the loss with its sign turned around.": lambda z, y: -celoss.cross_entropy(z, y),
}

autograd_function = Check(
    "MyCrossEntropy",
    cases=lambda rng: {
        "an example of each class": {"logits": rng.normal(size=(3, 3)), "target": np.arange(3), "use": "loss"},
        "two examples": {"logits": rng.normal(size=(2, 3)), "target": np.array([2, 0]), "use": "loss"},
        "scores of a thousand": {"logits": THOUSANDS, "target": np.array([1, 1]), "use": "loss"},
        "rows far apart": {"logits": FAR_APART, "target": np.array([0, 1, 1]), "use": "loss"},
        **{
            use: {"logits": rng.normal(size=(2, 3)), "target": np.array([2, 0]), "use": use}
            for use in ["-2.5 * loss", *AGAIN]
        },
    },
    reference=function(),
    diagnoses={
        "This is the sum of the losses, and its gradient; the mean is wanted.": function(
            lambda z, y, up: tensor_gradient(z, y, up, "sum"), lambda z, y: celoss.cross_entropy(z, y, reduction="sum")
        ),
        "The diagonal fits the targets 0, 1, 2, ... only: row n needs column target[n].": function(
            lambda z, y, up: up * (z.softmax(1) - z.new_zeros(z.shape).fill_diagonal_(1)) / len(y),
            lambda z, y: -z.log_softmax(1).diagonal().mean(),
        ),
        "No gradient reaches the logits: backward returns one for each argument of forward, in their order.": function(
            swapped=True
        ),
    }
    | {f"backward {hint}": function(gradient) for hint, gradient in WRONG_GRADIENTS.items()}
    | {f"forward {hint}": function(loss=loss) for hint, loss in WRONG_LOSSES.items()},
    probe=in_use,
    tensors=True,
)
