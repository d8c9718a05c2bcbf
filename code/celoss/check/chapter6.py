"""The weighted mean, each example's share in its gradient, and weights as numbers of copies."""

import numpy as np

import celoss
from celoss.check._core import Check
from celoss.check._values import Refused, to_numpy
from celoss.check.chapter4 import WRONG_PICKS
from celoss.check.chapter5 import naive, shifted_lse


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
    "This divides by the number of examples with a weight: `mean` divides by the summed weights of the targets.": (
        lambda target, weight: np.count_nonzero(weight[target])
    ),
    "The number of classes is taken from the targets, as bincount, eye or one_hot do untold: it is len(weight).": (
        lambda target, weight: np.bincount(target) @ weight
    ),
    "The weights are divided by their mean over the classes: their mean over the examples of the batch is needed.": (
        lambda target, weight: weight.mean() * len(target)
    ),
}


WRONG_WEIGHTS = {
    "The weights are read by position: example n has the weight of its class.": lambda y, w: w[: len(y)],
    "The weights come in squared: once is enough.": lambda target, weight: weight[target] ** 2,
    "The square roots of the weights are taken: take them as they are.": lambda target, weight: weight[target] ** 0.5,
    "The weights are taken for yes or no, as 1 or 0: how large they are counts too.": (
        lambda target, weight: weight[target] > 0
    ),
    "The weights are turned upside down: a heavier class should count more.": lambda y, w: 1 / w[y],
    "The weights are multiplied by how often their class occurs: each example brings its own already.": (
        lambda target, weight: weight[target] * np.bincount(target)[target]
    ),
    "A class splits its weight among its examples here: each example has the whole of it.": (
        lambda target, weight: weight[target] / np.bincount(target)[target]
    ),
    "The weights go through a softmax: divide them by their sum.": lambda target, weight: np.exp(weight[target]),
}


def weighted_sum_over(divisor):
    return lambda logits, target, weight: weighted_sum(logits, target, weight) / divisor(target, weight)


def weighted(losses=losses, weights=lambda target, weight: weight[target]):
    """The weighted mean of ``losses(logits, target)`` with ``weights(target, weight)``; either may be wrong."""

    def mean(logits, target, weight):
        each = weights(target, weight)
        return (each * losses(logits, target)).sum() / each.sum()

    return mean


def from_log_probs(log_probs, pick=lambda log_probs, target: log_probs[np.arange(len(target)), target]):
    return lambda logits, target: -pick(log_probs(logits), target)


def shares(weights=lambda target, weight: weight[target], divisor=None):
    """The weights over their sum, or over another divisor."""

    def answer(target, weight):
        each = weights(target, weight)
        return each / (divisor(target, weight) if divisor else each.sum())

    return answer


def class_means(logits, target, weight):
    """The mean loss in each class that occurs, and the weights of these."""
    classes = np.unique(target)
    return np.array([losses(logits, target)[target == label].mean() for label in classes]), weight[classes]


def predicted(logits, target, weight):
    return weight[logits.argmax(axis=1)]


def batch(rng, target, weight):
    """Logits for targets and class weights that are given."""
    return {"logits": rng.normal(size=(len(target), len(weight))), "target": np.array(target), "weight": weight}


OTHER_WEIGHTS = {
    "This is the weighted sum: it is not divided yet.": weighted_sum,
    "This is the plain mean: the weights have no effect.": lambda z, y, w: losses(z, y).mean(),
    "The first example alone is counted: is something returned too early?": lambda z, y, w: losses(z, y)[0],
    "These are the parts of the weighted mean: sum them.": lambda z, y, w: w[y] * losses(z, y) / w[y].sum(),
    "These are the weighted losses: one number is asked for, their weighted mean.": lambda z, y, w: w[y] * losses(z, y),
    "A weight for each class does not line up with a loss for each example: what is the class of each?": (
        lambda logits, target, weight: (weight * losses(logits, target)).sum() / weight.sum()
    ),
    "The weights multiply the logits: they belong to the losses.": (
        lambda logits, target, weight: losses(weight * logits, target).mean()
    ),
    "The weights multiply the logits too: they belong to the losses alone.": (
        lambda logits, target, weight: celoss.cross_entropy(weight * logits, target, weight)
    ),
    **{
        f"The weights are inside the softmax, where they multiply the exponentials: {rest}": (
            lambda z, y, w, given=given: celoss.cross_entropy(z + np.log(w), y, w if given else None)
        )
        for rest, given in {"they belong to the losses.": False, "they belong to the losses alone.": True}.items()
    },
    "The weight is that of the class that the model predicts: it is the target's that counts.": (
        lambda *given: (predicted(*given) * losses(*given[:2])).sum() / predicted(*given).sum()
    ),
    "The classes are averaged one by one, whatever their weights.": lambda *given: class_means(*given)[0].mean(),
    "The losses are averaged in each class first, and these means are weighted: each example has its own weight.": (
        lambda *given: np.average(class_means(*given)[0], weights=class_means(*given)[1])
    ),
    "Each example pays for every class: only the log-probability of its target counts.": (
        lambda logits, target, weight: -(weight * celoss.log_softmax(logits)).sum(axis=1).mean()
    ),
    "All N * C numbers are averaged, with the weights of their rows: only those at the targets count.": (
        lambda z, y, w: -(w[y][:, None] * celoss.log_softmax(z)).sum() / (w[y].sum() * z.shape[1])
    ),
    "The weights come in twice: once is enough.": lambda z, y, w: weighted_sum(z, y, w**2) / w[y].sum(),
    "The minus sign is missing: a loss is not negative.": lambda *given: -celoss.cross_entropy(*given),
}

OTHER_LOG_PROBS = {
    "exp of 1000 overflows, and exp of -1000 is 0: use log_softmax.": lambda z: z - shifted_lse(z, 0),
    "exp of 1000 overflows, and inf / inf is nan: use log_softmax.": naive,
    "Probabilities round to 0, and log 0 is infinite: use log_softmax.": lambda z: np.log(celoss.softmax(z)),
    "In a row far below 0 every exp rounds to 0: subtract the row's own largest score, in every row.": (
        lambda logits: logits - logits.max() - shifted_lse(logits, logits.max())
    ),
    "Exponentials are summed over the examples: the classes are axis 1.": lambda z: celoss.log_softmax(z, 0),
    "Softmax is applied twice: once is enough.": lambda logits: celoss.log_softmax(celoss.softmax(logits)),
    "These are probabilities, negated: the logarithm is missing.": celoss.softmax,
    "These are the logits, negated: log_softmax is missing.": np.asarray,
}

weighted_mean = Check(
    "my_weighted_mean",
    cases=lambda rng: {
        "all weights 1": batch(rng, [0, 1, 2], np.ones(3)),
        "five examples, three classes": batch(rng, [0, 2, 2, 1, 2], rng.uniform(0.2, 5, size=3)),
        "two examples, four classes": batch(rng, [2, 0], rng.uniform(0.2, 5, size=4)),
        "a class of weight 0": batch(rng, [1, 0, 1, 2], np.array([0.0, 2.0, 1.0])),
        "scores of a thousand": {
            "logits": np.array([[1000.0, 0, 0], [0, 1000, 0]]),
            "target": np.array([2, 1]),
            "weight": np.array([1.0, 2.0, 3.0]),
        },
        "rows far apart": {
            "logits": np.array([[0.0, 1.0], [-1024.0, -1025.0]]),
            "target": np.array([0, 1]),
            "weight": np.array([1.0, 2.0]),
        },
    },
    reference=celoss.cross_entropy,
    diagnoses={hint: weighted_sum_over(divisor) for hint, divisor in WRONG_DIVISORS.items()}
    | OTHER_WEIGHTS
    | {hint: weighted(weights=weights) for hint, weights in WRONG_WEIGHTS.items()}
    | {hint: weighted(from_log_probs(log_probs)) for hint, log_probs in OTHER_LOG_PROBS.items()}
    | {hint: weighted(from_log_probs(celoss.log_softmax, pick)) for hint, pick in WRONG_PICKS.items()},
)


NO_WEIGHTS = {
    "The examples share equally: one of a heavier class should have more.": shares(lambda y, w: np.ones(len(y))),
    "Common classes have more here, whatever the weights: look up the weight of each target.": (
        lambda target, weight: np.bincount(target)[target] / len(target)
    ),
    "Rare classes have more here, whatever the weights: look up the weight of each target.": (
        shares(lambda target, weight: 1 / np.bincount(target)[target])
    ),
}

FOR_EACH_CLASS = {
    "There is one number for each class: the examples want one each.": (
        lambda target, weight: np.bincount(target, weight[target], len(weight)) / weight[target].sum()
    ),
    "There is one number for each class: look up that of each target.": (
        lambda target, weight: weight / weight[target].sum()
    ),
    "There is one number for each class, of weights that sum to 1: the examples want one each.": (
        lambda target, weight: weight / weight.sum()
    ),
    "There is one number for each class that occurs: the examples want one each.": (
        lambda target, weight: weight[np.unique(target)] / weight[target].sum()
    ),
}

gradient_shares = Check(
    "my_shares",
    cases=lambda rng: {
        "the targets 0, 0 and 2": {"target": np.array([0, 0, 2]), "weight": np.array([1.0, 2.0, 3.0])},
        "five examples, two classes": {"target": np.array([1, 0, 1, 1, 0]), "weight": rng.uniform(0.2, 5, size=2)},
        "two examples, four classes": {"target": np.array([2, 1]), "weight": rng.uniform(0.2, 5, size=4)},
    },
    reference=shares(),
    diagnoses=NO_WEIGHTS
    | {hint: shares(divisor=divisor) for hint, divisor in WRONG_DIVISORS.items()}
    | {hint: shares(weights) for hint, weights in WRONG_WEIGHTS.items()}
    | FOR_EACH_CLASS
    | {
        "These are the weights: `mean` divides them by something.": lambda target, weight: weight[target],
        "The weights are divided by the largest one: `mean` divides by their sum.": (
            shares(divisor=lambda target, weight: weight[target].max())
        ),
        "This is the share of the whole class, which its examples have to divide among them.": (
            lambda target, weight: (np.bincount(target)[target] * weight[target]) / weight[target].sum()
        ),
        "A class splits its weight among its examples here, and their sum divides nothing: each has the whole of it.": (
            lambda target, weight: weight[target] / np.bincount(target)[target]
        ),
        "The weights are divided by their mean over the examples, and the shares sum to N: they should sum to 1.": (
            shares(divisor=lambda target, weight: weight[target].mean())
        ),
        "// cuts the shares off to whole numbers: / divides.": lambda y, w: w[y] // w[y].sum(),
        "These are the shares added up, from the first example on: each example has its own.": (
            lambda target, weight: np.cumsum(weight[target]) / weight[target].sum()
        ),
    },
)


def rows(index, num_examples):
    """An index as an array of row numbers, or a sentence that says why it is none."""
    if isinstance(index, tuple):
        raise Refused("A tuple is returned: one array of row numbers is wanted, the index alone.")
    index = to_numpy(index, "my_resample returns")
    if not index.size:
        raise Refused("The index is empty: an example comes as often as the weight of its class says.")
    if index.ndim != 1:
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


def copies_of_one(row):
    """As many copies as are due, but of one example for each class."""

    def index(target, weight):
        return np.array([np.flatnonzero(target == label)[row] for label in np.repeat(target, weight[target])])

    return index


WRONG_COPIES = {
    "Every example comes equally often: the weight of its class says how often.": repeated(lambda *given: 1),
    "The rows are in the order of their classes, and the copies in that of the batch: they are out of step.": (
        lambda target, weight: np.repeat(np.argsort(target, kind="stable"), weight[target])
    ),
    "The index ends after N rows: it is as long as the weights of all examples together.": (
        lambda target, weight: np.repeat(np.arange(len(target)), weight[target])[: len(target)]
    ),
    "Every example comes once: the weight of its class says how often.": (
        lambda target, weight: np.flatnonzero(weight[target])
    ),
    "Row n is repeated weight[n] times: it is its class that has the weight.": repeated(lambda target, weight: weight),
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
    "Each example comes once less than its weight: a weight of 1 is one copy.": (
        repeated(lambda target, weight: np.maximum(weight[target] - 1, 0))
    ),
    "Only weights above 1 count: a weight of 1 is one copy.": (
        repeated(lambda target, weight: np.where(weight[target] > 1, weight[target], 0))
    ),
    "The copies are multiplied by how often their class occurs: each example brings its own already.": (
        repeated(lambda target, weight: weight[target] * np.bincount(target)[target])
    ),
    **{
        f"All copies are of the {which} example of a class: each example has its own.": copies_of_one(row)
        for which, row in {"first": 0, "last": -1}.items()
    },
    "Classes are made equally large before their weights: each example comes as often as its weight says.": (
        filled(lambda r, y, w: np.bincount(y).max() * w[y[r[0]]])
    ),
    "Rare classes have more copies here, whatever the weights: it is the weights that say how many.": (
        repeated(lambda target, weight: np.bincount(target).max() // np.bincount(target)[target])
    ),
    "Classes are filled up to the largest, whatever their weights.": filled(lambda r, y, w: np.bincount(y).max()),
    "A class has as many rows as its weight: each of its examples should.": filled(lambda r, y, w: w[y[r[0]]]),
}

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
    diagnoses=WRONG_COPIES,
)
