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


INFINITE_TERMS = {
    "0 times -inf is nan: where the target is 0, the term is 0.": as_they_come,
    "Every nan becomes 0, and every infinity a large number: a true class that is forbidden costs inf.": (
        lambda *case: as_they_come(*case, np.nan_to_num)
    ),
    "A true class that is forbidden costs inf: it is the target that says which terms are 0.": (
        lambda *case: as_they_come(*case, lambda terms: np.where(np.isfinite(terms), terms, 0))
    ),
}

soft_targets = Check(
    "my_soft_cross_entropy",
    cases=lambda rng: {
        "three examples, three classes": pair(rng.normal(size=(3, 3)), rng.dirichlet(np.ones(3), size=3)),
        "two examples, four classes": pair(rng.normal(size=(2, 4)), rng.dirichlet(np.ones(4), size=2)),
        "scores of a thousand": pair([[1000.0, 0.0, -1000.0]], [[0.5, 0.25, 0.25]]),
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
        "This is the sum over the examples: divide by N.": lambda *case: celoss.cross_entropy(*case, reduction="sum"),
        "Only the most likely class of each target counts here: the loss has a term for each.": (
            lambda logits, probs: celoss.cross_entropy(logits, probs.argmax(1))
        ),
        "This is the divergence: the entropy of the targets is missing.": (
            lambda logits, probs: celoss.cross_entropy(logits, probs) - celoss.entropy(probs).mean()
        ),
        "The targets are probabilities already: take no softmax of them.": (
            lambda logits, probs: celoss.cross_entropy(logits, celoss.softmax(probs))
        ),
        "The logarithm belongs to the model, not to the truth.": (
            lambda logits, probs: -(celoss.softmax(logits) * np.log(probs)).sum(1).mean()
        ),
        "The probability underflows to 0 before its logarithm: take the log-softmax in one step.": (
            lambda logits, probs: against(probs, np.log(celoss.softmax(logits, 1)))
        ),
    }
    | INFINITE_TERMS,
)


def smoothed(logits, target, eps):
    return celoss.cross_entropy(logits, target, label_smoothing=eps)


def parts(rule):
    """An answer from the two parts, the loss of the target and minus the sum of all log-probabilities: both (N,)."""

    def loss(logits, target, eps):
        truth = celoss.cross_entropy(logits, target, reduction="none")
        return rule(truth, -celoss.log_softmax(logits, 1).sum(1), eps, logits.shape[1]).mean()

    return loss


THOUSAND = np.array([[1000.0, 0.0, 500.0, 250.0]])  # here no two of the mistakes below have the same loss

label_smoothing = Check(
    "my_smoothed_loss",
    cases=lambda rng: {
        "no smoothing": {"logits": rng.normal(size=(3, 3)), "target": np.array([0, 1, 2]), "eps": 0.0},
        "a tenth": {"logits": rng.normal(size=(3, 4)), "target": np.array([2, 0, 2]), "eps": 0.1},
        "scores of a thousand": {"logits": THOUSAND, "target": np.array([1]), "eps": 0.25},
    },
    reference=smoothed,
    diagnoses={
        "This gives each other class eps / (C - 1): the share eps goes to all C classes, the true one included.": (
            parts(lambda truth, every, eps, C: (1 - eps) * truth + eps * (every - truth) / (C - 1))
        ),
        "The true class has 1 - eps here: it gets its eps / C back, like every class.": (
            parts(lambda truth, every, eps, C: (1 - eps) * truth + eps * (every - truth) / C)
        ),
        "Each class gets eps here, not eps / C.": parts(lambda truth, every, eps, C: (1 - eps) * truth + eps * every),
        "The true class keeps its 1: it should keep 1 - eps, and eps / C more.": (
            parts(lambda truth, every, eps, C: truth + eps * every / C)
        ),
        "eps and 1 - eps are swapped.": parts(lambda truth, every, eps, C: eps * truth + (1 - eps) * every / C),
        "An array of whole numbers cannot hold 1 - eps: make it one of floats.": (
            parts(lambda truth, every, eps, C: truth * (eps == 0))
        ),
        "eps is divided by the number of examples; C is the number of classes.": (
            parts(lambda truth, every, eps, C: (1 - eps) * truth + eps * every / len(truth))
        ),
        "This is the sum over the examples: take the mean.": lambda z, y, eps: smoothed(z, y, eps) * len(y),
        "The average runs over the classes: add up over the classes, then average over the examples.": (
            lambda logits, target, eps: smoothed(logits, target, eps) / logits.shape[1]
        ),
        "This takes eps times the entropy of the model off the loss: mix the targets instead.": (
            lambda z, y, eps: smoothed(z, y, 0) - eps * celoss.entropy(celoss.softmax(z)).mean()
        ),
        "This smooths the model's probabilities; smooth the targets.": lambda logits, target, eps: (
            -np.log((1 - eps) * celoss.softmax(logits) + eps / logits.shape[1])[range(len(target)), target].mean()
        ),
    },
)


two_smoothings = number(
    "my_eps",
    0.1 * 10 / 9,
    {
        "PyTorch gives a part of its share back to the true class: the two are not the same.": 0.1,
        "This is the other way round: the paper's share that amounts to PyTorch's 0.1.": 0.1 * 9 / 10,
        "This is what each other class gets in the paper; PyTorch gives it eps' / C.": 0.1 / 9,
        "This is what each other class gets under PyTorch's smoothing by 0.1.": 0.1 / 10,
        "This is what the true class keeps; the share that is spread is wanted.": 0.9,
        "This is what the true class keeps under PyTorch's smoothing by 0.1.": 0.91,
        "Give a digit more, or the fraction itself.": 0.11,
    },
    tolerance=2e-3,
)


def blend(logits, first, second, share):
    arrays = {"logits": logits, "first": first, "second": second, "share": share}
    return {name: np.asarray(array) for name, array in arrays.items()}


def of_both(rule):
    """An answer from the losses for the first classes and for the second ones, both (N,)."""

    def loss(logits, first, second, share):
        one, other = (celoss.cross_entropy(logits, target, reduction="none") for target in (first, second))
        return np.mean(rule(one, other, share))

    return loss


mixup = Check(
    "my_mixup_loss",
    cases=lambda rng: {
        "half and half": blend(rng.normal(size=(3, 3)), [0, 1, 2], [1, 2, 0], [0.5, 0.5, 0.5]),
        "unequal shares": blend(rng.normal(size=(4, 3)), [2, 0, 0, 1], [1, 2, 2, 0], [0.9, 0.2, 0.6, 0.75]),
        "two examples of one class": blend(rng.normal(size=(2, 3)), [1, 0], [1, 2], [0.25, 0.6]),
        "scores of a thousand": blend([[1000.0, 0.0, 0.0]], [0], [2], [0.75]),
    },
    reference=of_both(lambda one, other, share: share * one + (1 - share) * other),
    diagnoses={
        "The shares are swapped.": of_both(lambda one, other, share: share * other + (1 - share) * one),
        "Class indices cannot be averaged: between classes 0 and 2 lies no blend of the two. Mix the losses.": (
            lambda logits, first, second, share: celoss.cross_entropy(
                logits, (share * first + (1 - share) * second).astype(int)
            )
        ),
        "One class of each example counts here, that with the larger share: both should.": (
            of_both(lambda one, other, share: np.where(share >= 0.5, one, other))
        ),
        "The mean share is used for every example, or every share meets every loss: multiply (N,) by (N,).": (
            of_both(lambda one, other, share: share.mean() * one + (1 - share.mean()) * other)
        ),
        "The two losses are added without their shares.": of_both(lambda one, other, share: one + other),
        "The two losses are averaged without their shares.": of_both(lambda one, other, share: (one + other) / 2),
        "Only the first class of each example counts here.": of_both(lambda one, other, share: share * one),
        "The losses are multiplied with each other: add them.": (
            of_both(lambda one, other, share: one**share * other ** (1 - share))
        ),
        "The probabilities of the two classes are mixed, under one logarithm: mix the losses.": (
            of_both(lambda one, other, share: -np.log(share * np.exp(-one) + (1 - share) * np.exp(-other)))
        ),
        "Where both classes are the same, the second share replaces the first: it should be added to it.": (
            of_both(lambda one, other, share: np.where(one == other, 0, share) * one + (1 - share) * other)
        ),
        "This is the sum over the examples: take the mean.": (
            of_both(lambda one, other, share: len(one) * (share * one + (1 - share) * other))
        ),
    },
)
