"""Logarithms of sums of exponentials, and losses whose gradient survives."""

import numpy as np

import celoss
from celoss.check._core import Check, on_paper
from celoss.check._values import Refused, gradients


def lse(logits, shift=0.0, axis=1, keepdims=False):
    """The log-sum-exp of rows of logits, without a shift or with a given one, which is not added back."""
    return np.log(np.exp(logits - shift).sum(axis=axis, keepdims=keepdims))


def largest(logits, axis=1):
    return logits.max(axis=axis, keepdims=True)


OTHER_SUMS = {
    "This is the largest logit: the other terms of the sum are missing.": lambda logits: logits.max(axis=1),
    "This is the log of the mean of the exponentials, not of their sum.": (
        lambda logits: celoss.logsumexp(logits, 1) - np.log(logits.shape[1])
    ),
    "The sum runs over the rows; it should run over the classes.": lambda logits: celoss.logsumexp(logits, 0),
    "The sum runs over the whole array: sum each row.": lambda logits: celoss.logsumexp(logits.ravel(), 0),
    "Clipping changes the sum of large exponentials: subtract each row's largest logit instead.": (
        lambda logits: lse(np.clip(logits, -700, 700))
    ),
    "The mean is subtracted: in a row with -inf it is -inf, and exp of a logit far above it overflows.": (
        lambda logits: logits.mean(axis=1) + lse(logits, logits.mean(axis=1, keepdims=True))
    ),
}

logsumexp = Check(
    "my_logsumexp",
    cases=lambda rng: {
        "three rows of three": {"logits": rng.normal(size=(3, 3))},
        "two rows of five": {"logits": rng.normal(size=(2, 5))},
        "a thousand, twice": {"logits": np.array([[1000.0, 1000.0, 0.0]])},
        "minus a thousand, twice": {"logits": np.array([[-1000.0, -1000.0, -2000.0]])},
        "rows far apart": {"logits": np.array([[0.0, 1.0], [-1048576.0, -1048576.0]])},
        "a forbidden class, and a row of them": {"logits": np.array([[0.0, -np.inf, 1.0], [-np.inf] * 3])},
    },
    reference=lambda logits: celoss.logsumexp(logits, 1),
    diagnoses={
        "exp overflows above 709, and all of a low row rounds to 0: subtract each row's largest logit first.": lse,
        "The largest logit was subtracted and is not added back.": lambda logits: lse(logits, largest(logits)),
        "The largest logit of the whole array is subtracted; each row needs its own.": (
            lambda logits: logits.max() + lse(logits, logits.max())
        ),
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
    | OTHER_SUMS,
)


FLOORED_LOGS = {
    f"A floor of {eps:.0e} under the probability is a floor under its log: nothing below {np.log(eps):.1f}.": (
        lambda logits, eps=eps: np.log(np.maximum(celoss.softmax(logits), eps))
    )
    for eps in (*[10.0**-n for n in range(6, 17)], np.finfo(float).eps, 1e-300, np.finfo(float).tiny)
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
        "a gap of two thousand": {"logits": np.array([[1000.0, 0.0, -1000.0]])},
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
        "The largest logit of the whole array is subtracted; each row needs its own.": (
            lambda logits: logits - logits.max() - lse(logits, logits.max(), -1, True)
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
    | FLOORED_LOGS,
)


def losses_and_gradient(answer, gap):
    """The losses, their logarithms, which tell small ones from 0, and the gradient of their sum."""
    losses = answer(gap.requires_grad_())
    if not hasattr(losses, "sum"):
        return {"losses": losses}
    gradient = gradients(losses.sum() if hasattr(losses, "grad_fn") else losses, gap)
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


CAPPED_LOSSES = {
    f"A gap clamped at {limit} caps the loss, and beyond the limit no gradient flows.": (
        lambda gap, limit=limit: gap.clamp(max=limit).exp().log1p()
    )
    for limit in (20, 50, 80, 88)
} | {
    f"A floor of {eps:.0e} under the probability caps the loss at {-np.log(eps):.1f}, where no gradient flows.": (
        lambda gap, eps=eps: -(-gap).sigmoid().clamp(eps).log()
    )
    for eps in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)
}

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

dying_gradient = Check(
    "my_two_class_loss",
    cases=lambda rng: {
        "four small gaps": {"gap": rng.normal(size=4).astype(np.float32)},
        "no gap": {"gap": np.zeros(1, np.float32)},
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
        "64 bits move the overflow to 710; the gaps go on.": lambda gap: gap.double().exp().log1p(),
        "The gap is taken the wrong way round: a large one is a bad model.": lambda gap: softplus(-gap),
    }
    | BRANCHES_AND_KINKS
    | CAPPED_LOSSES,
)


def whole(answer):
    """A number on paper, or a sentence if it is not a whole one."""
    value = on_paper(answer)
    if value.ndim == 0 and np.isfinite(value) and value % 1:
        raise Refused(f"A whole number is asked for, and this is {value:.6g}: which one fails first?")
    return value


worse_shift = Check(
    "my_n",
    cases=lambda rng: {"on paper": {}},
    reference=355,
    diagnoses={
        "That is right without a shift. Added to n, the maximum makes the exponent larger.": 710,
        "That n does not overflow without a shift, and the shift makes the exponent larger.": 709,
        "With this n every exponential is still finite.": 354,
        "That is 32-bit arithmetic without a shift: which format is asked for, and what is added?": 89,
        "This n fails, and so does a smaller one.": 356,
        "That is 32-bit arithmetic: look at the row of float64.": 45,
        "The maximum is added once: how large is the exponent? Not 4n.": 178,
        "The maximum is added once: how large is the exponent? Not 3n.": 237,
        "That is where an exponential would underflow, which does no harm here: look at the overflow.": 373,
    },
    probe=whole,
    tolerance=1e-6,
)
