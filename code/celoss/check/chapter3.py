"""Logarithms of sums of exponentials, and losses whose gradient survives."""

import math

import numpy as np

import celoss
from celoss.check._core import Check, on_paper
from celoss.check._values import Refused, gradients

SMALL_NUMBERS = (*[10.0**-n for n in range(6, 17)], float(np.finfo(float).eps), 1e-300, float(np.finfo(float).tiny))


def lse(logits, shift=0.0, axis=1, keepdims=False):
    """The log-sum-exp of rows of logits, without a shift or with a given one, which is not added back."""
    return np.log(np.exp(logits - shift).sum(axis=axis, keepdims=keepdims))


def largest(logits, axis=1):
    return logits.max(axis=axis, keepdims=True)


def finite_largest(logits):
    return np.where(np.isneginf(largest(logits)), 0, largest(logits))


def shifted_by(shift):
    """The log-sum-exp of rows with `shift(logits)`, of shape (N, 1), taken off and added back."""
    return lambda logits: shift(logits)[:, 0] + lse(logits, shift(logits))


def forbidden_row(value):
    """The log-sum-exp of rows with `value` where nothing is allowed."""
    return lambda logits: np.where(np.isneginf(logits).all(1), value, celoss.logsumexp(logits, 1))


def whole_numbers(logits):
    sums = np.zeros(len(logits), dtype=int)
    for n, value in enumerate(celoss.logsumexp(logits, 1)):
        sums[n] = value
    return sums


SHIFTS_OF_SUMS = {
    "The largest logit of the whole array is subtracted; each row needs its own.": (
        lambda logits: logits.max() + lse(logits, logits.max())
    ),
    "Not the largest logit is subtracted (the first, a mean?): exp of one far above it overflows.": shifted_by(
        lambda logits: np.where(np.isneginf(logits), 0, logits)[:, :1]
    ),
    "Not the largest logit is subtracted (the first?): exp of one far above it overflows, and -inf - (-inf) is nan.": (
        shifted_by(lambda logits: logits[:, :1])
    ),
    "The mean is subtracted: in a row with -inf it is -inf, and exp of a logit far above it overflows.": (
        shifted_by(lambda logits: logits.mean(axis=1, keepdims=True))
    ),
    "The smallest logit is subtracted: exp of one far above it overflows.": shifted_by(
        lambda logits: logits.min(axis=1, keepdims=True)
    ),
    "All of a low row rounds to 0: subtract its largest logit (not the absolute value), whatever the sign.": shifted_by(
        lambda logits: largest(logits).clip(0)
    ),
    "The largest absolute value is subtracted: that of -inf is inf.": shifted_by(lambda logits: largest(abs(logits))),
    "Clipping changes the sum of large exponentials: subtract each row's largest logit instead.": (
        lambda logits: lse(np.clip(logits, -700, 700))
    ),
}

FORBIDDEN_ROWS = {
    "The sum over a row of nothing but -inf is 0, and its logarithm -inf: here it is 0.": forbidden_row(0),
    "One row of nothing but -inf makes the others -inf too.": (
        lambda logits: celoss.logsumexp(logits, 1) + (-np.inf if np.isneginf(logits).all(1).any() else 0)
    ),
    "math.log does not know log 0: the sum over a row of nothing but -inf is 0, and its logarithm -inf.": (
        lambda logits: np.array([math.log(np.exp(row - max(row.max(), -1e9)).sum()) + row.max() for row in logits])
    ),
    "The sum over a row of nothing but -inf is 0, and its logarithm -inf: here a huge number stands in.": (
        lambda logits: np.nan_to_num(celoss.logsumexp(logits, 1))
    ),
    **{
        f"{eps:g} in the logarithm is a sum of exponentials where there is none: log 0 is -inf.": (
            forbidden_row(np.log(eps))
        )
        for eps in SMALL_NUMBERS
    },
    **{
        f"{low:g} in place of -inf: nothing but -inf has the log-sum-exp -inf.": (
            lambda logits, low=low: celoss.logsumexp(np.maximum(logits, low), 1)
        )
        for low in (-1e4, -1e9, -1e30)
    },
}

OTHER_SUMS = {
    "This is the largest logit: the other terms of the sum are missing.": lambda logits: logits.max(axis=1),
    "This is the log of the mean of the exponentials, not of their sum.": (
        lambda logits: celoss.logsumexp(logits, 1) - np.log(logits.shape[1])
    ),
    "The sum runs over the rows; it should run over the classes.": lambda logits: celoss.logsumexp(logits, 0),
    "The sum runs over the rows, and so does the maximum; both should run over the classes.": (
        lambda logits: logits.max(axis=0) + lse(logits - logits.max(axis=0), axis=0)
    ),
    "The sum runs over the whole array: sum each row.": lambda logits: celoss.logsumexp(logits.ravel(), 0),
    "The maxima are those of the rows, and the sum runs over the whole array: sum each row.": (
        lambda logits: finite_largest(logits)[:, 0] + lse(logits - finite_largest(logits), axis=None)
    ),
    "Only the first two classes are in the sum.": lambda logits: celoss.logsumexp(logits[:, :2], 1),
    "The signs are turned: that is near the smallest logit, not the largest.": (
        lambda logits: -celoss.logsumexp(-logits, 1)
    ),
    "Divided by the largest, the logits have other exponentials: subtract it.": (
        lambda logits: lse(logits / abs(logits).max()) * abs(logits).max()
    ),
    "There is a 1 in the sum that no class has.": lambda logits: np.log1p(np.exp(logits).sum(axis=1)),
    "That is the sum of the logits: the exponentials are summed, before the logarithm.": (
        lambda logits: np.log(np.exp(logits)).sum(axis=1)
    ),
    "That is the sum of the exponentials: its logarithm is missing.": lambda logits: np.exp(logits).sum(axis=1),
    "These are log-probabilities, one of each class: the log-sum-exp is what they lack.": celoss.log_softmax,
    "The numbers are cut to whole ones: the array that holds them is of integers.": whole_numbers,
    **{
        text + also: lambda logits, top=top, change=change: top(logits)[:, 0] + change(logits - top(logits))
        for text, change in {
            "The largest logit counts twice: with log1p, the sum is that of the others.": (
                lambda below: np.log1p(np.exp(below).sum(axis=1))
            ),
            "The largest logit is left out of the sum.": lambda below: lse(np.sort(below)[:, :-1]),
            "The logarithm of the sum is to base 2: use np.log.": lambda below: lse(below) / np.log(2),
            "The logarithm of the sum is to base 10: use np.log.": lambda below: lse(below) / np.log(10),
        }.items()
        for top, also in {finite_largest: "", largest: " And in a row of -inf, -inf - (-inf) is nan."}.items()
    },
    **{
        f"Powers and logarithm are to base {base}: both are to base e.": (
            lambda logits, base=base: celoss.logsumexp(logits * np.log(base), 1) / np.log(base)
        )
        for base in (2, 10)
    },
}

logsumexp = Check(
    "my_logsumexp",
    cases=lambda rng: {
        "three rows of three": {"logits": rng.normal(size=(3, 3))},
        "two rows of five": {"logits": rng.normal(size=(2, 5))},
        "a thousand, twice": {"logits": np.array([[1000.0, 1000.0, 0.0]])},
        "minus a thousand, twice": {"logits": np.array([[-1000.0, -1000.0, -2000.0]])},
        "rows far apart": {"logits": np.array([[0.0, 1.0], [-1048576.0, -1048576.0]])},
        "logits far above the first": {"logits": np.array([[0.0, 0.0, 2000.0], [-1000.0, 1000.0, 0.0]])},
        "a forbidden class, and a row of them": {"logits": np.array([[0.0, -np.inf, 1.0], [-np.inf] * 3])},
    },
    reference=lambda logits: celoss.logsumexp(logits, 1),
    diagnoses={
        "exp overflows above 709, and all of a low row rounds to 0: subtract each row's largest logit first.": lse,
        "The largest logit was subtracted and is not added back.": lambda logits: lse(logits, largest(logits)),
        "A column of maxima plus a row of logarithms is a table: give both the shape (N,) first.": (
            lambda logits: largest(logits) + lse(logits, largest(logits))
        ),
        "The maxima have lost their axis and line up with the columns: keepdims=True keeps it.": (
            lambda logits: logits.max(axis=1) + lse(logits, logits.max(axis=1))
        ),
        "The axis of length one is still there: the result has the shape (N,).": (
            lambda logits: celoss.logsumexp(logits, 1, keepdims=True)
        ),
        "squeeze() removes the axis of the rows as well, where there is one row: tell it which axis.": (
            lambda logits: celoss.logsumexp(logits, 1, keepdims=True).squeeze()
        ),
        "The largest logit of a row of -inf is -inf, and -inf - (-inf) is nan: subtract a finite number there.": (
            lambda logits: logits.max(axis=1) + lse(logits, largest(logits))
        ),
    }
    | OTHER_SUMS
    | SHIFTS_OF_SUMS
    | FORBIDDEN_ROWS,
)


FLOORED_LOGS = {
    f"A floor of {eps:.0e} under the probability is a floor under its log: nothing below {np.log(eps):.1f}.": (
        lambda logits, eps=eps: np.log(np.maximum(celoss.softmax(logits), eps))
    )
    for eps in SMALL_NUMBERS
} | {
    f"{eps:g} added to the probability is a floor under its log ({np.log(eps):.1f}), and moves all of them.": (
        lambda logits, eps=eps: np.log(celoss.softmax(logits) + eps)
    )
    for eps in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7)
}

CUT_LOGS = {
    f"Clipping the shifted logits at {low} cuts off what lies below: exp rounds that to 0 without harm.": (
        lambda logits, low=low: celoss.log_softmax((logits - largest(logits, -1)).clip(low))
    )
    for low in (-20, -30, -50, -80, -88, -100, -500, -700, -1000)
}

FORBIDDEN_CLASSES = {
    f"{low:g} stands in for -inf: the log-probability of a forbidden class is -inf.": (
        lambda logits, low=low: celoss.log_softmax(np.maximum(logits, low))
    )
    for low in (
        -100,
        *[-(10.0**n) for n in range(3, 21)],
        -1e30,
        float(np.finfo(np.float32).min),
        float(np.finfo(float).min),
    )
} | {
    f"The log-probability of a forbidden class is -inf: here it is {value:g}.": (
        lambda logits, value=value: np.where(np.isneginf(logits), value, celoss.log_softmax(logits))
    )
    for value in (0, -100, -1e9, float(np.finfo(float).min))
}

UNLUCKY_SHIFTS = {
    text: lambda logits, shift=shift: logits - shift(logits) - lse(logits, shift(logits), -1, True)
    for text, shift in {
        "The largest logit of the whole array is subtracted; each row needs its own.": lambda logits: logits.max(),
        "Not the largest logit is subtracted (the first, a mean?): exp of one far above it overflows.": (
            lambda logits: np.where(np.isneginf(logits), 0, logits)[..., :1]
        ),
        "The mean is subtracted: in a row with -inf it is -inf, and exp of a logit far above it overflows.": (
            lambda logits: logits.mean(axis=-1, keepdims=True)
        ),
        "The smallest logit is subtracted: exp of one far above it overflows.": (
            lambda logits: logits.min(axis=-1, keepdims=True)
        ),
        "All of a low row rounds to 0: subtract its largest logit (not the absolute value), whatever the sign.": (
            lambda logits: largest(logits, -1).clip(0)
        ),
        "The largest absolute value is subtracted: that of -inf is inf.": lambda logits: largest(abs(logits), -1),
    }.items()
}

OTHER_LOGS = {
    text: lambda logits, part=part: logits - largest(logits, -1) - part(np.exp(logits - largest(logits, -1)))
    for text, part in {
        "The logarithm of the sum is to base 2: use np.log.": lambda exps: np.log2(exps.sum(-1, keepdims=True)),
        "The logarithm of the sum is to base 10: use np.log.": lambda exps: np.log10(exps.sum(-1, keepdims=True)),
        "The largest logit counts twice: with log1p, the sum is that of the others.": (
            lambda exps: np.log1p(exps.sum(-1, keepdims=True))
        ),
        "The logarithm of the mean of the exponentials is subtracted: it is that of their sum.": (
            lambda exps: np.log(exps.mean(-1, keepdims=True))
        ),
        "The sum of the exponentials is subtracted: its logarithm should be.": lambda exps: exps.sum(-1, keepdims=True),
        "The logarithm of the norm of the exponentials is subtracted: it is that of their sum.": (
            lambda exps: np.log(np.sqrt((exps**2).sum(-1, keepdims=True)))
        ),
        "The sum runs over the whole array: sum along the last axis.": lambda exps: np.log(exps.sum()),
    }.items()
} | {
    "The sum runs over the whole array: the last axis is the classes.": (
        lambda logits: logits - celoss.logsumexp(logits.ravel())
    ),
    "The sum runs over all axes but the first: loop over the rows, or take the last axis.": (
        lambda logits: np.stack([row - celoss.logsumexp(np.ravel(row)) for row in logits])
    ),
    "Softmax is taken twice, which levels the probabilities: take its logarithm once.": (
        lambda logits: np.log(celoss.softmax(celoss.softmax(logits)))
    ),
    "The logarithm is subtracted from the exponentials: it is from the logits.": (
        lambda logits: np.exp(logits - largest(logits, -1)) - lse(logits, largest(logits, -1), -1, True)
    ),
    "The sign of the logits is wrong: the largest logit is the likeliest class.": (
        lambda logits: celoss.log_softmax(-logits)
    ),
    "p - 1 is near log p only where p is near 1: take the logarithm.": lambda logits: celoss.softmax(logits) - 1,
    "That is the log of the sigmoid of each logit: the classes share one sum.": (
        lambda logits: -np.logaddexp(0, -logits)
    ),
    "16 bits keep three digits: compute in 32 or more.": (lambda logits: celoss.log_softmax(logits.astype(np.float16))),
}

HALF_SHIFTED = {
    "The logarithm was taken of shifted logits, and subtracted from unshifted ones.": (
        lambda logits: logits - lse(logits, largest(logits, -1), -1, True)
    ),
    "The logarithm was taken of unshifted logits, and subtracted from shifted ones.": (
        lambda logits: logits - largest(logits, -1) - lse(logits, 0, -1, True)
    ),
    "The logarithm of the sum is added: log-probabilities are at most 0.": (
        lambda logits: logits - largest(logits, -1) + lse(logits, largest(logits, -1), -1, True)
    ),
    "The shift is there; the logarithm of the sum is missing.": lambda logits: logits - largest(logits, -1),
}

LOST_AXES = {
    "The logarithms of the sums have lost their axis and line up with another: keepdims=True keeps it.": (
        lambda logits: logits - largest(logits, -1) - lse(logits, largest(logits, -1), -1)
    ),
    "Maxima and sums have lost their axis and line up with another: keepdims=True keeps it.": (
        lambda logits: logits - logits.max(-1) - lse(logits, logits.max(-1), -1)
    ),
    "The sum runs over axis 1 (or 0, if that is all): the last axis is -1.": (
        lambda logits: celoss.log_softmax(logits, min(1, logits.ndim - 1))
    ),
    "The maxima have lost their axis and line up with another: keepdims=True keeps it.": (
        lambda logits: logits - logits.max(-1) - lse(logits - logits.max(-1), 0, -1, True)
    ),
    "[:, None] puts the axis back as number 1, which is the last for two axes only: keepdims=True keeps it.": (
        lambda logits: (
            (logits - logits.max(axis=-1)[:, None]) - lse(logits - logits.max(axis=-1)[:, None], 0, -1)[:, None]
        )
    ),
    "reshape(-1, 1) fits the rows of two axes only: keepdims=True keeps the axis.": (
        lambda logits: logits - celoss.logsumexp(logits, -1).reshape(-1, 1)
    ),
    "The log-sum-exps have lost their axis and line up with another: keepdims=True keeps it.": (
        lambda logits: logits - celoss.logsumexp(logits, -1)
    ),
}

log_softmax = Check(
    "my_log_softmax",
    cases=lambda rng: {
        "three rows of three": {"logits": rng.normal(size=(3, 3))},
        "three axes": {"logits": rng.normal(size=(2, 3, 4))},
        "one axis": {"logits": rng.normal(size=5)},
        "a gap of two thousand": {"logits": np.array([[1000.0, 0.0, -1000.0], [-1000.0, 0.0, 1000.0]])},
        "all logits low": {"logits": np.array([[-1000.0, -1001.0]])},
        "rows far apart": {"logits": np.array([[0.0, 1.0], [1024.0, 1025.0]])},
        "a forbidden class": {"logits": np.array([[0.0, -np.inf, 1.0]])},
    },
    reference=celoss.log_softmax,
    diagnoses={
        "The probability rounds to 0 before its log is taken: take the log on paper.": (
            lambda logits: np.log(celoss.softmax(logits))
        ),
        "exp overflows above 709, and all of a low row rounds to 0: subtract its largest logit first.": (
            lambda logits: logits - lse(logits, 0, -1, True)
        ),
        "exp overflows above 709, and 0 / 0 is nan where all of a low row rounds to 0: subtract its largest first.": (
            lambda logits: np.log(np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True))
        ),
        "Clipping changes the differences between logits: subtract the largest instead.": (
            lambda logits: celoss.log_softmax(np.clip(logits, -700, 700))
        ),
        "The sum runs over the first axis; it should run over the last.": lambda logits: celoss.log_softmax(logits, 0),
        "The sum runs over axis 1; the last axis is -1.": lambda logits: celoss.log_softmax(logits, 1),
        "These are probabilities: their log is missing.": celoss.softmax,
        "These are losses: log-probabilities are at most 0.": lambda logits: -celoss.log_softmax(logits),
        "The logarithm is to base 2: use np.log.": lambda logits: celoss.log_softmax(logits) / np.log(2),
    }
    | HALF_SHIFTED
    | LOST_AXES
    | FLOORED_LOGS
    | CUT_LOGS
    | FORBIDDEN_CLASSES
    | UNLUCKY_SHIFTS
    | OTHER_LOGS,
)


def losses_and_gradient(answer, gap):
    """The losses, their logarithms, which tell small ones from 0, and their gradients, each with its own upstream."""
    import torch

    losses, weight = answer(gap.requires_grad_()), torch.linspace(1, 2, len(gap))
    if not hasattr(losses, "sum"):
        return {"losses": losses}
    gradient = gradients((losses * weight).sum() if hasattr(losses, "grad_fn") else losses, gap) / weight
    return {"losses": losses, "log of the losses": losses.log(), "gradient": gradient}


def softplus(gap):
    import torch

    return torch.nn.functional.softplus(gap.double())


def kinked(gap, positive_part):
    """The same number, as the sum of a positive part and a correction, which have a kink each at 0."""
    return positive_part(gap.double()) + (-gap.double().abs()).exp().log1p()


def two_logits(gap):
    """Logits of a true class and of one that leads by the gap."""
    import torch

    return torch.stack([torch.zeros_like(gap), gap], 1)


CAPPED_LOSSES = (
    {
        f"A gap clamped at {limit} caps the loss, and beyond the limit no gradient flows.": (
            lambda gap, limit=limit: gap.clamp(max=limit).exp().log1p()
        )
        for limit in (10, 20, 30, 50, 60, 80, 85, 88)
    }
    | {
        f"A gap clamped to at least {limit} floors the loss, and below the limit no gradient flows.": (
            lambda gap, limit=limit: softplus(gap.clamp(min=limit))
        )
        for limit in (-50, -30, -20, -15, -10, -5)
    }
    | {
        f"A gap clamped between {-limit} and {limit} keeps the loss within bounds, and outside no gradient flows.": (
            lambda gap, limit=limit: softplus(gap.clamp(-limit, limit))
        )
        for limit in (10, 15, 20, 30, 50, 80, 88)
    }
    | {
        f"{eps:.0e} added to the probability caps the loss at {-np.log(eps):.1f}, where hardly any gradient flows.": (
            lambda gap, eps=eps: -((-gap).sigmoid() + eps).log()
        )
        for eps in (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)
    }
    | {
        f"A floor of {eps:.0e} under the probability caps the loss at {-np.log(eps):.1f}, where no gradient flows.": (
            lambda gap, eps=eps: -(-gap).sigmoid().clamp(eps).log()
        )
        for eps in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16, 1e-20, 1e-30, 1e-37, 1e-38)
    }
)

BRANCHES_AND_KINKS = {
    "where drops a value, but backward still goes through both branches, and 0 * inf is nan.": (
        lambda gap: gap.where(gap > 20, gap.exp().log1p())
    ),
    "Where the other branch overflows, backward multiplies 0 by inf: give exp nothing above 0 in either.": (
        lambda gap: (gap + (-gap).exp().log1p()).where(gap > 0, gap.exp().log1p())
    ),
    "At gap 0 relu (or where) and abs have the gradient 0 each: it should be 1/2.": (
        lambda gap: kinked(gap, lambda gap: gap.relu())
    ),
    "At gap 0 clamp (or where) has the gradient 1, and abs 0: it should be 1/2.": (
        lambda gap: kinked(gap, lambda gap: gap.clamp(min=0))
    ),
}


def wrong_class(gap):
    """The loss of the class 0, of which the gap is the logit."""
    from torch.nn import functional

    return functional.binary_cross_entropy_with_logits(gap, 0 * gap, reduction="none")


def hooked(change, loss):
    """A loss of which `change` spoils the gradient, on the way to the gap or where it arrives from above."""

    def spoilt(gap):
        inner = gap.clone()
        inner.register_hook(change)
        return loss(inner)

    return spoilt


def without_upstream(gap):
    import torch

    losses = softplus(gap)
    losses.register_hook(torch.ones_like)
    return losses


PARTS = {
    "64 bits move the overflow to 710; the gaps go on.": lambda gap: gap.double().exp().log1p(),
    "64 bits move the overflow to 710, and the loss that is lost beside 1 to gaps below -37; the gaps go on.": (
        lambda gap: (1 + gap.double().exp()).log()
    ),
    "That is the correction, at most log 2: the gap itself, where it is positive, is missing.": (
        lambda gap: (-gap.abs()).exp().log1p()
    ),
    **{
        text + also: lambda gap, part=part, change=change: part(gap) + change((-gap.abs()).exp())
        for text, change in {
            "That is the gap where it is positive, and 0 elsewhere: the correction, at most log 2, is missing.": (
                lambda small: 0 * small
            ),
            "log(1 + x) is taken to be x, which it is for a small x only.": lambda small: small,
        }.items()
        for also, part in {
            "": lambda gap: gap.maximum(0 * gap),
            " And at gap 0 the gradient is 0.": lambda gap: gap.relu(),
            " And at gap 0 the gradient is 1.": lambda gap: gap.clamp(min=0),
        }.items()
    },
    "Where the gap is negative, exp(-gap) is not small: take the exp of minus its absolute value.": (
        lambda gap: gap.relu() + (-gap).exp().log1p()
    ),
    "The positive part is detached: its gradient is missing.": (
        lambda gap: kinked(gap, lambda gap: gap.maximum(0 * gap).detach())
    ),
    "The correction is detached: its gradient is missing.": (
        lambda gap: gap.maximum(0 * gap) + (-gap.abs()).exp().log1p().detach()
    ),
    "The gradient from above is left out of backward: multiply by it.": without_upstream,
    "A gradient that is nan is made 0, and the right one is 1: what made it nan?": (
        hooked(lambda gradient: gradient.nan_to_num(0, 0), lambda gap: gap.where(gap > 20, gap.exp().log1p()))
    ),
    "A gradient that is nan is made 1 or 0 in places only: keep it from arising.": (
        hooked(lambda gradient: gradient.nan_to_num(1, 1), lambda gap: gap.exp().log1p())
    ),
    "The logarithm of the loss is not the loss.": lambda gap: softplus(gap).log(),
    "The sign is wrong: a loss is positive.": lambda gap: -softplus(gap),
    "That is the gradient, sigmoid(gap), and not the loss.": lambda gap: gap.sigmoid(),
    "The loss is in bits: the natural logarithm is wanted.": lambda gap: softplus(gap) / np.log(2),
    **{
        f"{where} the loss is taken to be the gap: exp(-gap) still counts there.": (
            lambda gap, limit=limit: gap.where(gap > limit, gap.clamp(max=limit).exp().log1p())
        )
        for where, limit in {"Where it is positive,": 0, "At a gap of 2 already": 1, "At a gap of 6": 5}.items()
    },
    **{
        f"At a gap of {where} the loss is 0: is it set so, or is a small term added to 1 and lost?": (
            lambda gap, where=where: softplus(gap) * (gap > where)
        )
        for where in (-60, -20, -12, -5)
    },
}

dying_gradient = Check(
    "my_two_class_loss",
    cases=lambda rng: {
        "four small gaps": {"gap": rng.normal(size=4).astype(np.float32)},
        "no gap": {"gap": np.zeros(1, np.float32)},
        "gaps of middle size": {"gap": np.array([2, 6, 12, -5, -12, -20], np.float32)},
        "a bad model": {"gap": np.array([96], np.float32)},
        "a good model": {"gap": np.array([-60], np.float32)},
        "the ends of the range": {"gap": np.array([-1000, 1000], np.float32)},
    },
    reference=softplus,
    probe=losses_and_gradient,
    tensors=True,
    diagnoses={
        "Before its log is taken, 1 + exp(gap) (in a sigmoid, too) rounds to 1 at small gaps, to inf at large ones.": (
            lambda gap: (1 + gap.exp()).log()
        ),
        "exp(gap) overflows at large gaps: give exp nothing above 0.": lambda gap: gap.exp().log1p(),
        "softmax rounds to 1 or to 0 before its log is taken, and the gradient divides by it.": (
            lambda gap: -two_logits(gap).softmax(1).log()[:, 0]
        ),
        "The small term is added to 1 (in log_softmax, logsumexp, too), or to the gap, and is lost: what keeps it?": (
            lambda gap: -two_logits(gap).log_softmax(1)[:, 0]
        ),
        "The gap is added to a number near it (in binary_cross_entropy_with_logits, too), which loses small losses.": (
            wrong_class
        ),
        "The gap is taken the wrong way round, and a small term is lost: what keeps it?": (
            lambda gap: -two_logits(gap).log_softmax(1)[:, 1]
        ),
        "The gap is taken the wrong way round: a large one is a bad model.": lambda gap: softplus(-gap),
    }
    | BRANCHES_AND_KINKS
    | CAPPED_LOSSES
    | PARTS,
)


def whole(answer):
    """A number on paper, or a sentence if it is not a whole one."""
    value = on_paper(answer)
    if value.ndim == 0 and np.isfinite(value) and value % 1:
        raise Refused(f"A whole number is asked for, and this is {value:.6g}: which one fails first?")
    if value.ndim == 0 and not np.isnan(value) and value != 355:
        fails = "fails, and so does a smaller one" if value > 355 else "does not fail: every exponential is finite"
        raise Refused(f"[{value:.6g}, 0] {fails}.")
    return value


worse_shift = Check(
    "my_n",
    cases=lambda rng: {"on paper": {}},
    reference=355,
    diagnoses={
        "That is right without a shift. Added to n, the maximum makes the exponent larger.": 710,
        "That n does not overflow without a shift, and the shift makes the exponent larger.": 709,
        "With this n every exponential is still finite: it is the last that works.": 354,
        "That is 32-bit arithmetic without a shift: which format is asked for, and what is added?": 89,
        "This n fails, and so does a smaller one: by how much was it rounded up?": 356,
        "That is 32-bit arithmetic: look at the row of float64.": 45,
        "That is 32-bit arithmetic, and the last number that works: look at the row of float64.": 44,
        "That is the last number in 32 bits without a shift: which format is asked for, and what is added?": 88,
        "That is the exponent of the largest number, a power of 2: exp takes powers of e.": 1024,
        "That is half the exponent of the largest number, a power of 2: exp takes powers of e.": 512,
        "That is where an exponential would underflow without a shift: what overflows, and what is added?": 746,
        "That is twice the limit: the maximum is added, not subtracted, so n is a half of it.": 1420,
        "The maximum is added once: how large is the exponent? Not 4n.": 178,
        "The maximum is added once: how large is the exponent? Not 3n.": 237,
        "That is where an exponential would underflow, which does no harm here: look at the overflow.": 373,
    },
    probe=whole,
    tolerance=1e-6,
)
