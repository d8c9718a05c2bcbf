"""The weighted mean, each example's share in its gradient, and weights as numbers of copies."""

import numpy as np

import celoss
from celoss.check._core import Check
from celoss.check._values import Refused, to_numpy


def losses(logits, target):
    return celoss.cross_entropy(logits, target, reduction="none")


def weighted_sum(logits, target, weight):
    return (weight[target] * losses(logits, target)).sum()


WRONG_DIVISORS = {
    "This divides by N: `mean` divides by the summed weights of the targets.": lambda target, weight: len(target),
    "This divides by the weights of all classes: sum those of the targets, each as often as it occurs.": (
        lambda target, weight: weight.sum()
    ),
    "A class that occurs twice counts once in the divisor: sum the weights of the examples.": (
        lambda target, weight: weight[np.unique(target)].sum()
    ),
    "The weights are divided by their mean over the classes: their mean over the examples of the batch is needed.": (
        lambda target, weight: weight.mean() * len(target)
    ),
}


def weighted_sum_over(divisor):
    return lambda logits, target, weight: weighted_sum(logits, target, weight) / divisor(target, weight)


def weights_over(divisor):
    return lambda target, weight: weight[target] / divisor(target, weight)


def batch(rng, target, weight):
    """Logits for targets and class weights that are given."""
    return {"logits": rng.normal(size=(len(target), len(weight))), "target": np.array(target), "weight": weight}


weighted_mean = Check(
    "my_weighted_mean",
    cases=lambda rng: {
        "all weights 1": batch(rng, [0, 1, 2], np.ones(3)),
        "five examples, three classes": batch(rng, [0, 2, 2, 1, 2], rng.uniform(0.2, 5, size=3)),
        "two examples, four classes": batch(rng, [3, 1], rng.uniform(0.2, 5, size=4)),
        "a class of weight 0": batch(rng, [1, 0, 1, 2], np.array([0.0, 2.0, 1.0])),
    },
    reference=celoss.cross_entropy,
    diagnoses={hint: weighted_sum_over(divisor) for hint, divisor in WRONG_DIVISORS.items()}
    | {
        "This is the weighted sum: it is not divided yet.": weighted_sum,
        "This is the plain mean: the weights have no effect.": lambda z, y, w: losses(z, y).mean(),
        "A weight for each class does not line up with a loss for each example: what is the class of each?": (
            lambda logits, target, weight: (weight * losses(logits, target)).sum() / weight.sum()
        ),
        "The weights are read by position: example n has the weight of its class.": (
            lambda z, y, w: (w[: len(y)] * losses(z, y)).sum() / w[: len(y)].sum()
        ),
        "The weights multiply the logits: they belong to the losses.": (
            lambda logits, target, weight: losses(weight * logits, target).mean()
        ),
        "Each example pays for every class: only the log-probability of its target counts.": (
            lambda logits, target, weight: -(weight * celoss.log_softmax(logits)).sum(axis=1).mean()
        ),
        "[:, target] reads every row at every target, N times N numbers.": (
            lambda z, y, w: -(w[y] * celoss.log_softmax(z)[:, y]).sum() / w[y].sum()
        ),
        "The weights come in twice: once is enough.": lambda z, y, w: weighted_sum(z, y, w**2) / w[y].sum(),
        "The minus sign is missing: a loss is not negative.": lambda *given: -celoss.cross_entropy(*given),
    },
)


gradient_shares = Check(
    "my_shares",
    cases=lambda rng: {
        "the targets 0, 0 and 2": {"target": np.array([0, 0, 2]), "weight": np.array([1.0, 2.0, 3.0])},
        "five examples, two classes": {"target": np.array([1, 0, 1, 1, 0]), "weight": rng.uniform(0.2, 5, size=2)},
        "two examples, four classes": {"target": np.array([2, 1]), "weight": rng.uniform(0.2, 5, size=4)},
    },
    reference=lambda target, weight: weight[target] / weight[target].sum(),
    diagnoses={hint: weights_over(divisor) for hint, divisor in WRONG_DIVISORS.items()}
    | {
        "These are the weights: `mean` divides them by something.": lambda target, weight: weight[target],
        "The weights are read by position: example n has the weight of its class.": (
            lambda target, weight: weight[: len(target)] / weight[: len(target)].sum()
        ),
        "The examples share equally: one of a heavier class should have more.": (
            lambda target, weight: np.full(len(target), 1 / len(target))
        ),
        "There is one number for each class: the examples want one each.": (
            lambda target, weight: np.bincount(target, weight[target], len(weight)) / weight[target].sum()
        ),
        "This is the share of the whole class, which its examples have to divide among them.": (
            lambda target, weight: (np.bincount(target)[target] * weight[target]) / weight[target].sum()
        ),
        "A class splits its weight among its examples here: each example has the whole of it.": (
            lambda target, weight: weight[target] / np.bincount(target)[target]
        ),
    },
)


def rows(index, num_examples):
    """An index as an array of row numbers, or a sentence that says why it is none."""
    if isinstance(index, tuple):
        raise Refused("A tuple is returned: one array of row numbers is wanted, the index alone.")
    index = to_numpy(np.asarray(index) if isinstance(index, list) else index, "my_resample returns")
    if index.ndim != 1 or not index.size:
        raise Refused(f"The index has shape {index.shape}: it should have one axis, with a row number for each copy.")
    if index.dtype.kind not in "iu":
        kind = "True and False keep a row or drop it" if index.dtype.kind == "b" else "these are floats"
        raise Refused(f"Row numbers are integers, and can be repeated; {kind}.")
    if outside := [row for row in index.tolist() if not 0 <= row < num_examples]:
        raise Refused(f"The index holds a {outside[0]}, and the {num_examples} rows are 0 to {num_examples - 1}.")
    return index.astype(int)


def share_of_each(resample, target, weight):
    """Each example's share of the longer batch: a plain mean over that depends on nothing else."""
    given = [(target, weight), (target + 0, weight + 0), (target + 0, weight + 0)]
    found = [resample(*arguments) for arguments in given]
    if found[0] is None or found[0] is ...:
        return {"": found[0]}
    copies = [np.bincount(rows(index, len(target)), minlength=len(target)) for index in found]
    if np.ptp(copies, axis=0).any():
        raise Refused("Each call gives other copies: a draw equals the weighted mean on average only.")
    return {"share of each example": copies[0] / copies[0].sum()}


def repeated(copies):
    """Each example as often as `copies` of the targets and the weights say."""
    return lambda target, weight: np.repeat(np.arange(len(target)), copies(target, weight))


def filled(size):
    """Rows of each class, over and over, up to a number of them."""

    def index(target, weight):
        of_class = [np.flatnonzero(target == label) for label in range(len(weight))]
        return np.concatenate([np.resize(r, size(r, target, weight)) for r in of_class if r.size])

    return index


resampling = Check(
    "my_resample",
    cases=lambda rng: {
        "all weights 1": {"target": np.array([0, 1, 2]), "weight": np.array([1, 1, 1])},
        "three examples, three classes": {"target": np.array([2, 0, 2]), "weight": np.array([1, 2, 3])},
        "five examples, two classes": {"target": np.array([1, 0, 0, 1, 1]), "weight": np.array([2, 3])},
        "two examples, four classes": {"target": np.array([3, 1]), "weight": np.array([1, 2, 3, 100])},
        "a class of weight 0": {"target": np.array([1, 0, 1, 2]), "weight": np.array([2, 0, 1])},
    },
    reference=repeated(lambda target, weight: weight[target]),
    probe=share_of_each,
    diagnoses={
        "Every example comes equally often: the weight of its class says how often.": repeated(lambda *given: 1),
        "Every example comes once: the weight of its class says how often.": (
            lambda target, weight: np.flatnonzero(weight[target])
        ),
        "Row n is repeated weight[n] times: it is its class that has the weight.": repeated(
            lambda target, weight: weight
        ),
        "These are classes: the index holds row numbers of examples.": (
            lambda target, weight: np.repeat(np.arange(len(weight)), weight)
        ),
        "These are targets: the index holds row numbers, which fetch logits and targets alike.": (
            lambda target, weight: np.repeat(target, weight[target])
        ),
        "This says how many copies an example has: the index names it that many times.": (
            lambda target, weight: weight[target]
        ),
        "Each example comes once more than its weight: the example itself is one of the copies.": (
            repeated(lambda target, weight: weight[target] + 1)
        ),
        "A class of weight 0 does not count: none of its examples stays.": (
            repeated(lambda target, weight: np.maximum(weight[target], 1))
        ),
        "Classes are filled up to the largest, whatever their weights.": filled(lambda r, y, w: np.bincount(y).max()),
        "A class has as many rows as its weight: each of its examples should.": filled(lambda r, y, w: w[y[r[0]]]),
    },
)
