"""Soft targets, label smoothing of two kinds, and mixup."""

import numpy as np

import celoss
from celoss.check._core import Check, number


def pair(logits, probs):
    return {"logits": np.asarray(logits), "probs": np.asarray(probs)}


def against(probs, log_probs):
    """The mean of the examples, with 0 times -inf = 0."""
    return -np.where(probs > 0, probs * log_probs, 0).sum(1).mean()


def as_they_come(logits, probs, mend=np.asarray):
    """The mean of the examples, with whatever 0 times -inf gives, or what is made of it."""
    return -mend(probs * celoss.log_softmax(logits, 1)).sum(1).mean()


def probabilities_within(rule):
    """An answer from probabilities, whose logarithm may underflow."""
    return lambda logits, probs: rule(probs, celoss.softmax(logits))


def against_log(log_probs):
    """An answer with something else in the place of the log-probabilities."""
    return lambda logits, probs: against(probs, log_probs(logits))


def log_of_more(epsilon):
    return lambda logits: np.log(celoss.softmax(logits) + epsilon)


def one_shift(logits):
    """log_softmax with the largest score of all rows, which underflows where a row is far below."""
    top = logits.max()
    return logits - top - np.log(np.exp(logits - top).sum(1, keepdims=True))


def over_the_examples(logits):
    return celoss.log_softmax(logits, 0)


# What may stand in the place of the log-probabilities, in all exercises of this chapter.
WRONG_LOGS = {
    "These are probabilities, negated: the logarithm is missing.": celoss.softmax,
    "These are the logits, negated: log_softmax is missing.": np.asarray,
    "The exponentials are summed over the examples: the classes are axis 1.": over_the_examples,
    "The largest score of the whole array is subtracted: each row needs its own.": one_shift,
    "A probability underflows to 0 before its logarithm: take log-softmax in one step.": log_of_more(0),
} | {
    f"With {epsilon:g} inside the logarithm no loss exceeds {-np.log(epsilon):.1f}: take log-softmax in one step.": (
        log_of_more(epsilon)
    )
    for epsilon in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7)
}

INFINITE_TERMS = {
    "0 times -inf is nan: where the target is 0, the term is 0.": as_they_come,
    "Every nan becomes 0, and every infinity a large number: a true class that is forbidden costs inf.": (
        lambda *case: as_they_come(*case, np.nan_to_num)
    ),
    "A true class that is forbidden costs inf: it is the target that says which terms are 0.": (
        lambda *case: as_they_come(*case, lambda terms: np.where(np.isfinite(terms), terms, 0))
    ),
}

OTHER_DISTANCES = {
    "This is the divergence: the entropy of the targets is missing.": (
        lambda logits, probs: celoss.cross_entropy(logits, probs) - celoss.entropy(probs).mean()
    ),
    "This is the divergence: the entropy of the targets is missing, and log 0 makes its own trouble.": (
        lambda logits, probs: (probs * (np.log(probs) - celoss.log_softmax(logits))).sum(1).mean()
    ),
    "The logarithm belongs to the model, not to the truth.": (
        probabilities_within(lambda probs, p: -(p * np.log(probs)).sum(1).mean())
    ),
    "This is one logarithm, of the mean probability: each class has its own logarithm.": (
        probabilities_within(lambda probs, p: -np.log((probs * p).sum(1)).mean())
    ),
    "This is the squared error of the probabilities: the cross-entropy is wanted.": (
        probabilities_within(lambda probs, p: ((probs - p) ** 2).sum(1).mean())
    ),
}

soft_targets = Check(
    "my_soft_cross_entropy",
    cases=lambda rng: {
        "three examples, three classes": pair(rng.normal(size=(3, 3)), rng.dirichlet(np.ones(3), size=3)),
        "two examples, four classes": pair(rng.normal(size=(2, 4)), rng.dirichlet(np.ones(4), size=2)),
        "small probabilities": pair(rng.normal(size=(2, 3)), [[0.99, 0.0095, 0.0005], [0.00001, 0.00999, 0.99]]),
        "scores of a thousand": pair(
            [[1000.0, 0.0, -1000.0], [-1024.0, -1023.0, -1025.0]], [[0.5, 0.25, 0.25], [0.25, 0.25, 0.5]]
        ),
        "a forbidden class": pair([[-np.inf, 0.0, 1.0]], [[0.0, 0.5, 0.5]]),
        "a forbidden class that is true": pair([[-np.inf, 0.0, 1.0]], [[0.5, 0.5, 0.0]]),
    },
    reference=celoss.cross_entropy,
    diagnoses={
        "The average runs over the classes: add up over the classes, then average over the examples.": (
            lambda logits, probs: celoss.cross_entropy(logits, probs) / logits.shape[1]
        ),
        "The sum is divided by the number of classes: add up over the classes, then average over the examples.": (
            lambda logits, probs: celoss.cross_entropy(logits, probs, reduction="sum") / logits.shape[1]
        ),
        "Only the first example counts: is there a return inside of the loop?": (
            lambda logits, probs: celoss.cross_entropy(logits[:1], probs[:1])
        ),
        "These are bits: nats take the natural logarithm.": lambda *case: celoss.cross_entropy(*case) / np.log(2),
        "This is the sum over the examples: divide by N.": lambda *case: celoss.cross_entropy(*case, reduction="sum"),
        "Only the most likely class of each target counts here: the loss has a term for each.": (
            lambda logits, probs: celoss.cross_entropy(logits, probs.argmax(1))
        ),
        "The targets are probabilities already: take no softmax of them.": (
            lambda logits, probs: celoss.cross_entropy(logits, celoss.softmax(probs))
        ),
    }
    | OTHER_DISTANCES
    | {hint: against_log(log_probs) for hint, log_probs in WRONG_LOGS.items()}
    | INFINITE_TERMS,
)


def smoothed(logits, target, eps):
    return celoss.cross_entropy(logits, target, label_smoothing=eps)


def truth_and_rest(truth, every, eps, C):
    return (1 - eps) * truth + eps * every / C


def parts(rule=truth_and_rest, log_probs=celoss.log_softmax):
    """An answer from the two parts, the loss of the target and minus the sum of all log-probabilities: both (N,)."""

    def loss(logits, target, eps):
        lp = log_probs(logits)
        return rule(-lp[np.arange(len(target)), target], -lp.sum(1), eps, logits.shape[1]).mean()

    return loss


THOUSANDS = np.array(
    [[1000.0, 0.0, 500.0, 250.0], [-1024.0, -1023.0, -1025.0, -1020.0]]
)  # here no two of the mistakes below have the same loss

WRONG_PARTS = {
    "This gives each other class eps / (C - 1): the share eps goes to all C classes, the true one included.": (
        parts(lambda truth, every, eps, C: (1 - eps) * truth + eps * (every - truth) / (C - 1))
    ),
    "The true class has 1 - eps here: it gets its eps / C back, like every class.": (
        parts(lambda truth, every, eps, C: (1 - eps) * truth + eps * (every - truth) / C)
    ),
    "Each class gets eps here, not eps / C.": parts(lambda truth, every, eps, C: (1 - eps) * truth + eps * every),
    "Each other class gets eps here, not eps / C.": (
        parts(lambda truth, every, eps, C: (1 - C * eps) * truth + eps * every)
    ),
    "The second part is missing: eps / C of every class's loss.": (
        parts(lambda truth, every, eps, C: (1 - eps) * truth)
    ),
    "The second part is taken off: it is minus the sum of log-probabilities.": (
        parts(lambda truth, every, eps, C: (1 - eps) * truth - eps * every / C)
    ),
    "The true class keeps its 1: it should keep 1 - eps, and eps / C more.": (
        parts(lambda truth, every, eps, C: truth + eps * every / C)
    ),
    "eps and 1 - eps are swapped.": parts(lambda truth, every, eps, C: eps * truth + (1 - eps) * every / C),
    "eps is divided by the number of examples; C is the number of classes.": (
        parts(lambda truth, every, eps, C: (1 - eps) * truth + eps * every / len(truth))
    ),
}

OTHER_SMOOTHINGS = {
    "eps is not used: this is the loss without smoothing.": lambda logits, target, eps: smoothed(logits, target, 0),
    "This smooths by 0.1, whatever eps is.": lambda logits, target, eps: smoothed(logits, target, 0.1),
    "This takes eps times the entropy of the model off the loss: mix the targets instead.": (
        lambda z, y, eps: smoothed(z, y, 0) - eps * celoss.entropy(celoss.softmax(z)).mean()
    ),
    "One logarithm is taken, of a smoothed probability: smooth the targets, and each class has its own logarithm.": (
        lambda logits, target, eps: (
            -np.log((1 - eps) * celoss.softmax(logits)[np.arange(len(target)), target] + eps / logits.shape[1]).mean()
        )
    ),
    "This is the divergence: the entropy of the smoothed target is missing.": (
        lambda z, y, eps: smoothed(z, y, eps) - celoss.entropy((1 - eps) * np.eye(z.shape[1])[0] + eps / z.shape[1])
    ),
    "The diagonal fits the targets 0, 1, 2, ... only: row n needs column target[n].": (
        lambda z, y, eps: smoothed(z, np.arange(len(y)), eps)
    ),
    "This smooths the logits; smooth the targets.": lambda z, y, eps: smoothed((1 - eps) * z, y, 0),
    "[:, target] reads every row at every target: each row has one.": lambda logits, target, eps: (
        -(1 - eps) * celoss.log_softmax(logits)[:, target].mean() - eps * celoss.log_softmax(logits).mean()
    ),
}

label_smoothing = Check(
    "my_smoothed_loss",
    cases=lambda rng: {
        "no smoothing": {"logits": rng.normal(size=(3, 3)), "target": np.array([0, 1, 2]), "eps": 0.0},
        "a tenth": {"logits": rng.normal(size=(3, 4)), "target": np.array([2, 0, 2]), "eps": 0.1},
        "nothing but smoothing": {"logits": rng.normal(size=(2, 4)), "target": np.array([1, 0]), "eps": 1.0},
        "scores of a thousand": {"logits": THOUSANDS, "target": np.array([1, 0]), "eps": 0.25},
    },
    reference=smoothed,
    diagnoses={
        "An array of whole numbers cannot hold 1 - eps: make it one of floats.": (
            parts(lambda truth, every, eps, C: truth * (eps == 0))
        ),
        "This is the sum over the examples: take the mean.": lambda z, y, eps: smoothed(z, y, eps) * len(y),
        "The average runs over the classes: add up over the classes, then average over the examples.": (
            lambda logits, target, eps: smoothed(logits, target, eps) / logits.shape[1]
        ),
    }
    | WRONG_PARTS
    | OTHER_SMOOTHINGS
    | {hint: parts(log_probs=log_probs) for hint, log_probs in WRONG_LOGS.items()},
)


two_smoothings = number(
    "my_eps",
    0.1 * 8 / 7,
    {
        "PyTorch gives a part of its share back to the true class: the two are not the same.": 0.1,
        "This is the other way round: the paper's share that amounts to PyTorch's 0.1.": 0.1 * 7 / 8,
        "This is what each other class gets in the paper; PyTorch gives it eps' / C.": 0.1 / 7,
        "This is what each other class gets under PyTorch's smoothing by 0.1.": 0.1 / 8,
        "This is what the true class keeps; the share that is spread is wanted.": 0.9,
        "This is what the true class keeps under PyTorch's smoothing by 0.1.": 0.9 + 0.1 / 8,
        "This is the factor alone: multiply eps by it.": 8 / 7,
        "This is in percent: give the share itself, a number from 0 to 1.": 100 * 0.1 * 8 / 7,
        "This is eps (C + 1) / C: what gives each other class eps / (C - 1)?": 0.1 * 9 / 8,
        "This is eps C / (C + 1): what gives each other class eps / (C - 1)?": 0.1 * 8 / 9,
        "This is eps / (1 - eps), or the value for ten classes: the classes matter, and here are 8.": 0.1 / 0.9,
        "This is eps (C - 1): what gives each other class eps / (C - 1)?": 0.1 * 7,
        "This is eps C: PyTorch divides its share by C, and the paper by another number.": 0.1 * 8,
    },
    tolerance=3e-3,
)


def blend(logits, first, second, share):
    arrays = {"logits": logits, "first": first, "second": second, "share": share}
    return {name: np.asarray(array) for name, array in arrays.items()}


def shared(one, other, share):
    return share * one + (1 - share) * other


def of_both(rule=shared, log_probs=celoss.log_softmax):
    """An answer from the losses for the first classes and for the second ones, both (N,)."""

    def loss(logits, first, second, share):
        one, other = (-log_probs(logits)[np.arange(len(logits)), target] for target in (first, second))
        return np.mean(rule(one, other, share))

    return loss


def of_one_class(mix):
    """An answer that makes one class of two."""
    return lambda logits, first, second, share: celoss.cross_entropy(
        logits, mix(share * first + (1 - share) * second).astype(int)
    )


WRONG_SHARES = {
    "The shares are swapped.": of_both(lambda one, other, share: share * other + (1 - share) * one),
    "One class of each example counts here, that with the larger share: both should.": (
        of_both(lambda one, other, share: np.where(share >= 0.5, one, other))
    ),
    "One class of each example counts here, the first if its share is above a half: both should.": (
        of_both(lambda one, other, share: np.where(share > 0.5, one, other))
    ),
    "The mean share is used for every example, or every share meets every loss: multiply (N,) by (N,).": (
        of_both(lambda one, other, share: share.mean() * one + (1 - share.mean()) * other)
    ),
    "The share of the first example is used for all.": of_both(lambda *args: shared(*args[:2], args[2][0])),
    "The two losses are added without their shares.": of_both(lambda one, other, share: one + other),
    "The two losses are averaged without their shares.": of_both(lambda one, other, share: (one + other) / 2),
    "Both losses have the same share: the second has 1 - share.": (
        of_both(lambda one, other, share: share * (one + other))
    ),
    "An array of whole numbers cannot hold a share: make it one of floats.": (
        of_both(lambda one, other, share: (share == 1) * one)
    ),
    "The second loss is added whole: its share is 1 - share.": of_both(lambda one, other, share: share * one + other),
    "Each sum is divided by its summed shares: both by the number of examples is right.": (
        of_both(lambda one, other, share: np.average(one, weights=share) + np.average(other, weights=1 - share))
    ),
    "Only the first class of each example counts here.": of_both(lambda one, other, share: share * one),
}

mixup = Check(
    "my_mixup_loss",
    cases=lambda rng: {
        "half and half": blend(rng.normal(size=(3, 3)), [0, 1, 2], [1, 2, 0], [0.5, 0.5, 0.5]),
        "unequal shares": blend(rng.normal(size=(4, 3)), [2, 0, 0, 1], [1, 2, 2, 0], [0.9, 0.2, 0.6, 0.75]),
        "two examples of one class": blend(rng.normal(size=(2, 3)), [1, 0], [1, 2], [0.25, 0.6]),
        "scores of a thousand": blend([[1000.0, 0.0, 0.0], [-1024.0, -1023.0, -1025.0]], [0, 1], [2, 0], [0.75, 0.6]),
    },
    reference=of_both(),
    diagnoses={
        "Class indices cannot be averaged: between classes 0 and 2 lies no blend of the two. Mix the losses.": (
            of_one_class(np.floor)
        ),
        "Class indices cannot be averaged and rounded: between 0 and 2 lies no blend of the two. Mix the losses.": (
            of_one_class(np.round)
        ),
        "The losses are multiplied with each other: add them.": (
            of_both(lambda one, other, share: one**share * other ** (1 - share))
        ),
        "The probabilities of the two classes are mixed, under one logarithm: mix the losses.": (
            of_both(lambda one, other, share: -np.log(share * np.exp(-one) + (1 - share) * np.exp(-other)))
        ),
        "Where both classes are the same, the second share replaces the first: it should be added to it.": (
            of_both(lambda one, other, share: np.where(one == other, 0, share) * one + (1 - share) * other)
        ),
        "This is the sum over the examples: take the mean.": of_both(lambda *args: len(args[0]) * shared(*args)),
        "The average runs over the classes too: each example has one loss.": (
            lambda logits, *rest: of_both()(logits, *rest) / logits.shape[1]
        ),
        "[:, first] reads every row at every class: each row has one.": lambda logits, first, second, share: (
            -shared(celoss.log_softmax(logits)[:, first], celoss.log_softmax(logits)[:, second], share).mean()
        ),
    }
    | WRONG_SHARES
    | {hint: of_both(log_probs=log_probs) for hint, log_probs in WRONG_LOGS.items()},
)
