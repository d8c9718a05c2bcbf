"""One log-probability a row, the reductions, a mask of positions, and the loss of a model that knows nothing."""

import numpy as np

import celoss
from celoss.check._core import Check, number


def random_log_probs(rng, *shape):
    return celoss.log_softmax(rng.normal(size=shape))


def losses_of(log_probs, target):
    return celoss.nll_loss(log_probs, target, reduction="none")


def pick(log_probs, target):
    return log_probs[np.arange(len(target)), target]


def one_hot_product(log_probs, target):
    """The losses by multiplication, in which 0 times infinity is nan."""
    return -(np.eye(log_probs.shape[1])[target] * log_probs).sum(axis=1)


def without_infinities(log_probs):
    return np.where(np.isinf(log_probs), 0, log_probs)


# What is picked instead of each row's entry at its target: Hint -> log-probabilities.
WRONG_PICKS = {
    "All rows are paired with all targets: pick with the row numbers and the targets side by side.": (
        lambda log_probs, target: log_probs[:, target]
    ),
    "All rows are paired with all targets, and the N losses of a row are summed: pick one for each row.": (
        lambda log_probs, target: log_probs[:, target].sum(axis=1)
    ),
    "All N * C numbers are averaged: only the one at the target of each row counts.": lambda table, _: table,
    "The targets pick whole rows: they are column numbers, one for each row.": lambda table, target: table[target],
    "In a list, two indices are both row numbers: only a comma or a tuple makes the second the column.": (
        lambda log_probs, target: log_probs[np.array([np.arange(len(target)), target])]
    ),
    "The row numbers and the targets have changed places: the row comes first.": (
        lambda log_probs, target: log_probs[target, np.arange(len(target))]
    ),
    "The row numbers run over the classes: there are N rows.": (
        lambda log_probs, target: log_probs[np.arange(log_probs.shape[1]), target]
    ),
    "This takes the diagonal, which is right only for the targets 0, 1, 2, ...": lambda table, _: np.diagonal(table),
    "In a set, the targets lose their order, and a class that repeats is there once.": (
        lambda log_probs, target: pick(log_probs, np.unique(target))
    ),
    "The targets pick rows of the first column: the class is the other axis.": lambda table, target: table[target, 0],
    "All targets are looked up in the first row: each row has its own. (take reads a flat array.)": (
        lambda log_probs, target: log_probs[0, target]
    ),
    "The first class is looked up in every row: each row has a target of its own.": lambda table, _: table[:, 0],
    "This takes the largest log-probability of a row, not that of its target.": lambda table, _: table.max(axis=1),
    "Every class of a row is counted: only that of its target should be.": lambda table, _: table.sum(axis=1),
    "The classes are counted from 0, not from 1.": lambda log_probs, target: pick(log_probs, target - 1),
    "What is picked is a logarithm already: no second one is taken.": lambda log_probs, target: np.log(
        pick(log_probs, target)
    ),
    "These are probabilities, negated: the loss is made of logarithms.": (
        lambda log_probs, target: np.exp(pick(log_probs, target))
    ),
    "These are bits: the loss is in nats.": lambda *given: pick(*given) / np.log(2),
}


def averaged(pick):
    """The loss of log-probabilities picked in a way that may be wrong."""
    return lambda log_probs, target: -pick(log_probs, target).mean()


def reduced(mean):
    """The loss by a mean that may be wrong: ``mean(losses, target)``."""
    return lambda log_probs, target: mean(losses_of(log_probs, target), target)


def each_class_once(row, over=len):
    """The sum of one row's loss for each class that occurs, over the number of all targets or of such classes."""
    rows = {"last": -1, "first": 0}[row]

    def mean(losses, target):
        classes = np.unique(target)
        return sum(losses[target == label][rows] for label in classes) / over(target)

    return mean


WRONG_MEANS = {
    "This is the sum: divide by the number of rows. (Or did (N, 1) meet (N,), which makes a table of N * N?)": (
        lambda losses, _: losses.sum()
    ),
    "These are the losses of the rows: one number is asked for, their mean.": lambda losses, _: losses,
    "The sum is divided by N - 1: there are N losses.": lambda losses, _: losses.sum() / (len(losses) - 1),
    "The median is taken: the mean is asked for.": lambda losses, _: np.median(losses),
    "This is the perplexity, the exp of the loss.": lambda losses, _: np.exp(losses.mean()),
    "This is one logarithm, of the mean probability: the mean is over the losses.": (
        lambda losses, _: -np.log(np.exp(-losses).mean())
    ),
    "Infinite losses are left out of the mean: where the truth is forbidden, the loss is infinite.": (
        lambda losses, _: losses[np.isfinite(losses)].mean()
    ),
    "The mean is taken in each class first, and rare classes count more: every row counts the same.": (
        lambda losses, target: np.mean([losses[target == label].mean() for label in np.unique(target)])
    ),
    **{
        f"The {which} row alone is counted{divided}: is something overwritten, or returned too early?": (
            lambda losses, target, row=row, divisor=divisor: losses[row] / divisor(target)
        )
        for which, row in {"last": -1, "first": 0}.items()
        for divided, divisor in {"": lambda target: 1, ", divided by N": len}.items()
    },
    **{
        f"Of rows with the same target {what}: targets repeat, and every row has a loss.": mean
        for what, mean in {
            "only the last one counts": each_class_once("last"),
            "only the last one counts, and in the divisor one": each_class_once("last", lambda y: len(np.unique(y))),
            "only the first one counts": each_class_once("first"),
            "only the first one counts, and in the divisor one": each_class_once("first", lambda y: len(np.unique(y))),
        }.items()
    },
    **{
        f"No loss exceeds {bound:.4g} here: where the truth is forbidden, it is infinite.": (
            lambda losses, _, bound=bound: np.minimum(losses, bound).mean()
        )
        for bound in (100, *(-np.log(10.0**-n) for n in (7, 8, 9, 10, 12, 15)))
    },
}

nll = Check(
    "my_nll",
    cases=lambda rng: {
        "three rows, targets 0, 1, 2": {"log_probs": random_log_probs(rng, 3, 3), "target": np.arange(3)},
        "repeated targets": {"log_probs": random_log_probs(rng, 6, 4), "target": np.array([3, 0, 0, 2, 0, 3])},
        "a forbidden class": {"log_probs": celoss.log_softmax([[2.0, 0.5, -np.inf]]), "target": np.array([0])},
        "a forbidden truth": {
            "log_probs": celoss.log_softmax([[2.0, -np.inf], [0.5, 1.0]]),
            "target": np.array([1, 0]),
        },
    },
    reference=celoss.nll_loss,
    diagnoses={hint: averaged(pick) for hint, pick in WRONG_PICKS.items()}
    | {hint: reduced(mean) for hint, mean in WRONG_MEANS.items()}
    | {
        "The minus sign is missing: a loss is not negative.": lambda *given: -celoss.nll_loss(*given),
        "The zeros of the one-hot product are counted in the mean: divide by N, not by N * C.": (
            lambda log_probs, target: one_hot_product(log_probs, target).mean() / log_probs.shape[1]
        ),
        "The sum is divided by N * C: there are N losses.": lambda z, y: celoss.nll_loss(z, y) / z.shape[1],
        "The sum is divided by the number of classes: there are N losses.": (
            lambda log_probs, target: losses_of(log_probs, target).sum() / log_probs.shape[1]
        ),
        "0 * -inf is nan: select, or mask first.": lambda *given: one_hot_product(*given).mean(),
        "An infinity is replaced wherever it stands; where the truth is forbidden, the loss is infinite.": (
            lambda log_probs, target: celoss.nll_loss(without_infinities(log_probs), target)
        ),
        "nan_to_num makes a number of an infinity too; where the truth is forbidden, the loss is infinite.": (
            lambda log_probs, target: celoss.nll_loss(np.nan_to_num(log_probs), target)
        ),
        "The number of classes is taken from the targets: it is log_probs.shape[1].": (
            lambda z, y: -(np.eye(max(y) + 1)[y] * z).sum() / len(y)
        ),
    },
)


def reduce_with(of=losses_of, unknown=None, **ways):
    """An answer with losses, or with reductions of them, that go wrong."""
    ways = {"none": np.asarray, "mean": np.mean, "sum": np.sum} | ways

    def answer(log_probs, target, reduction):
        if reduction not in ways and not unknown:
            raise ValueError
        return ways.get(reduction, unknown)(of(log_probs, target))

    return answer


def spelled(change):
    """An answer that changes the name of the reduction first."""
    return lambda log_probs, target, reduction: reduce_with()(log_probs, target, change(reduction))


def every_class_under(name):
    """An answer that counts every class under one reduction."""

    def answer(log_probs, target, reduction):
        return reduce_with(lambda z, y: -z if reduction == name else losses_of(z, y))(log_probs, target, reduction)

    return answer


WRONG_WAYS = {
    "The mean is taken, whatever the reduction.": reduce_with(none=np.mean, sum=np.mean, unknown=np.mean),
    "The sum is taken, whatever the reduction.": reduce_with(none=np.sum, mean=np.sum, unknown=np.sum),
    "The losses come back as they are, whatever the reduction.": (
        reduce_with(mean=np.asarray, sum=np.asarray, unknown=np.asarray)
    ),
    "Under none the losses have the shape (N,), not (N, 1).": reduce_with(none=lambda losses: losses[:, None]),
    "Sum and mean have changed places.": reduce_with(sum=np.mean, mean=np.sum),
    "The sum is divided by N, which is the mean.": reduce_with(sum=np.mean),
    "The mean is not divided by N, which is the sum.": reduce_with(mean=np.sum),
    # Every case has three classes.
    "The zeros of the one-hot product are counted in the mean.": reduce_with(mean=lambda losses: losses.mean() / 3),
    "The mean is divided by C; it is over the N rows.": reduce_with(mean=lambda losses: losses.sum() / 3),
    "The minus sign is missing.": lambda *given: -reduce_with()(*given),
    "0 * -inf is nan: select, or mask first.": reduce_with(one_hot_product),
    "An infinity is replaced wherever it stands; where the truth is forbidden, the loss is infinite.": (
        reduce_with(lambda log_probs, target: losses_of(without_infinities(log_probs), target))
    ),
    "nan_to_num makes a number of an infinity too; where the truth is forbidden, the loss is infinite.": (
        reduce_with(lambda log_probs, target: losses_of(np.nan_to_num(log_probs), target))
    ),
    **{
        f"No loss exceeds {bound:.4g} here: where the truth is forbidden, it is infinite.": (
            reduce_with(lambda log_probs, target, bound=bound: np.minimum(losses_of(log_probs, target), bound))
        )
        for bound in (100, *(-np.log(10.0**-n) for n in (7, 8, 9, 10, 12, 15)))
    },
    **{
        f"Under {name} every class is counted: only the log-probability of the target should be.": (
            every_class_under(name)
        )
        for name in ("sum", "mean")
    },
}

WRONG_NAMES = {
    **{
        f"An unknown reduction is taken for {name}: raise a ValueError.": reduce_with(unknown=way)
        for name, way in {"none": np.asarray, "mean": np.mean, "sum": np.sum}.items()
    },
    "Mean is taken for mean: the names are in lower case, and a ValueError is due for any other.": (
        spelled(lambda name: name and name.lower())
    ),
    "The blank before mean is taken off: it makes another name, for which a ValueError is due.": (
        spelled(lambda name: name and name.strip())
    ),
    **{
        f"Nothing (None, or an empty string) is taken for {default}: raise a ValueError.": (
            spelled(lambda name, default=default: name or default)
        )
        for default in ("none", "mean")
    },
    **{
        f"None is taken for {default}: raise a ValueError.": (
            spelled(lambda name, default=default: default if name is None else name)
        )
        for default in ("none", "mean")
    },
    "Part of a name is taken for the whole: `in` and startswith compare parts, and == compares all.": (
        spelled(lambda name: {"means": "mean", "no": "none"}.get(name, name))
    ),
}


UNKNOWN = ("average", "max", "batchmean", "Mean", " mean", "means", "no", "", None)


def reduction_cases(rng):
    rows = [
        ("mean of three rows", 3, [0, 1, 2]),
        ("mean of four rows", 4, [1, 2, 2, 0]),
        ("none", 4, [2, 0, 0, 1]),
        ("sum", 4, [1, 2, 2, 0]),
    ]
    cases = {name: (random_log_probs(rng, n, 3), target, name.split()[0]) for name, n, target in rows}
    forbidden = celoss.log_softmax([[2.0, 0.5, -np.inf], [0.0, -np.inf, 1.0]])
    cases |= {
        "none with a forbidden class": (forbidden, [0, 2], "none"),
        "none with a forbidden truth": (forbidden, [0, 1], "none"),
    }
    cases |= {f"unknown: {name!r}": (random_log_probs(rng, 2, 3), [2, 0], name) for name in UNKNOWN}
    return {
        name: {"log_probs": log_probs, "target": np.array(target), "reduction": reduction}
        for name, (log_probs, target, reduction) in cases.items()
    }


reductions = Check(
    "my_nll_loss",
    cases=reduction_cases,
    reference=lambda log_probs, target, reduction: celoss.nll_loss(log_probs, target, reduction=reduction),
    raises={f"unknown: {name!r}": ValueError for name in UNKNOWN},
    diagnoses=WRONG_WAYS
    | WRONG_NAMES
    | {
        hint: reduce_with(lambda log_probs, target, pick=pick: -pick(log_probs, target))
        for hint, pick in WRONG_PICKS.items()
    },
)


def product(log_probs, target, mask):
    """The losses, those of masked positions multiplied by 0."""
    return losses_of(log_probs, target) * mask[:, 0]


def table(log_probs, target, mask):
    """Losses (N,) times a mask (N, 1): broadcast to (N, N)."""
    return losses_of(log_probs, target) * mask


def kept(log_probs, target, mask, value=1):
    """The losses of the positions where the mask has a value."""
    return losses_of(log_probs, target)[mask[:, 0] == value]


def with_infinity(log_probs, row, column):
    log_probs[row, column] = -np.inf
    return log_probs


def masked(log_probs, target, mask):
    return {"log_probs": log_probs, "target": np.array(target), "mask": np.array(mask)[:, None]}


def over_kept(change):
    """The sum of losses that are changed, ``change(losses, keep)``, over the number of positions that are kept."""
    return lambda log_probs, target, mask: change(losses_of(log_probs, target), mask[:, 0] == 1).sum() / mask.sum()


def first_of(which):
    """The mean loss of as many rows as are kept, where the rows, the targets or both are just the first ones."""

    def mean(log_probs, target, mask):
        keep, first = np.flatnonzero(mask[:, 0]), np.arange(mask.sum())
        rows, targets = (first if name in which else keep for name in ("rows", "targets"))
        return -log_probs[rows, target[targets]].mean()

    return mean


MASKED_IN_VAIN = {
    "The mask changes nothing: the loss was averaged before it was masked.": (
        lambda log_probs, target, mask: (celoss.nll_loss(log_probs, target) * mask).sum() / mask.sum()
    ),
    "This is the mean over all positions: is the mask not used, or are (N,) and (N, 1) paired to (N, N)?": (
        lambda log_probs, target, mask: celoss.nll_loss(log_probs, target)
    ),
    "Losses (N,) times a mask (N, 1) are a table (N, N): give both the same shape.": (
        lambda *given: table(*given).sum() / given[-1].sum()
    ),
    "Losses (N,) times a mask (N, 1) are a table (N, N), and this is its mean.": lambda *given: table(*given).mean(),
    "The mean is over an array of two axes here, N * C or N * N numbers: there is one loss for each position.": (
        lambda log_probs, target, mask: kept(log_probs, target, mask).mean() / log_probs.shape[1]
    ),
    "Masked positions still count in the divisor.": lambda *given: kept(*given).sum() / len(given[-1]),
    "Masked positions still count in the divisor, and 0 times infinity is nan.": (
        lambda *given: product(*given).mean()
    ),
    "Masked positions count, as if their target were class 0.": (
        lambda log_probs, target, mask: celoss.nll_loss(log_probs, target * mask[:, 0])
    ),
    "Masked positions are scored, as if their target were class 0, though not counted.": (
        lambda log_probs, target, mask: losses_of(log_probs, target * mask[:, 0]).sum() / mask.sum()
    ),
    "The mask is not looked at, only how many positions it keeps: these are the first ones.": (
        first_of(["rows", "targets"])
    ),
    "The rows are selected, but not their targets: the rest is out of step.": first_of(["targets"]),
    "The targets are selected, but not their rows: the rest is out of step.": first_of(["rows"]),
    "An index of whole numbers picks rows 0 and 1; a mask must be of True and False.": (
        lambda log_probs, target, mask: losses_of(log_probs, target)[mask[:, 0]].mean()
    ),
    "The mask is taken the wrong way round: 1 means that a position is kept.": (
        lambda *given: kept(*given, value=0).mean()
    ),
}

LOST_LOSSES = {
    "0 times infinity is nan: select the positions, or mask before you multiply.": (
        lambda *given: product(*given).sum() / given[-1].sum()
    ),
    "0 times infinity is nan, in the one-hot product and under the mask: select in both.": (
        lambda z, y, mask: (one_hot_product(z, y) * mask[:, 0]).sum() / mask.sum()
    ),
    "The one-hot product meets the infinities of forbidden classes, and 0 times infinity is nan: select.": (
        lambda z, y, mask: one_hot_product(z, y)[mask[:, 0] == 1].mean()
    ),
    "An infinite loss is replaced by 0 wherever it stands: at a position that is kept it counts.": (
        over_kept(lambda losses, keep: np.where(np.isinf(losses), 0, losses)[keep])
    ),
    "A huge number replaces an infinite loss: at a position that is kept the loss is infinite, and so is the mean.": (
        over_kept(lambda losses, keep: np.nan_to_num(losses)[keep])
    ),
    "Infinite losses are left out: one that is kept makes the mean infinite.": (
        lambda *given: kept(*given)[np.isfinite(kept(*given))].mean()
    ),
    "A position that is kept may have a loss of 0: it is the mask that says which positions count.": (
        lambda *given: kept(*given)[kept(*given) != 0].mean()
    ),
}

masked_mean = Check(
    "my_masked_mean",
    cases=lambda rng: {
        "nothing masked": masked(random_log_probs(rng, 3, 3), [0, 1, 2], [1, 1, 1]),
        "two of five masked": masked(random_log_probs(rng, 5, 2), [1, 0, 0, 1, 1], [1, 0, 1, 1, 0]),
        "an infinite loss, masked": masked(
            with_infinity(random_log_probs(rng, 4, 4), 1, 3), [2, 3, 0, 0], [1, 0, 1, 1]
        ),
        "an infinite loss, kept": masked(with_infinity(random_log_probs(rng, 3, 4), 2, 1), [0, 2, 1], [1, 0, 1]),
        "a loss of 0, kept": masked(celoss.log_softmax([[0.0, -np.inf], [1.0, 0.5], [2.0, 0.0]]), [0, 0, 1], [1, 0, 1]),
    },
    reference=lambda *given: kept(*given).mean(),
    diagnoses=MASKED_IN_VAIN
    | LOST_LOSSES
    | {
        "This is the sum: divide by the number of positions that are kept.": lambda *given: kept(*given).sum(),
        "The minus sign is missing.": lambda *given: -kept(*given).mean(),
        "The number of classes is taken from the targets: it is log_probs.shape[1].": (
            lambda z, y, mask: -((np.eye(max(y) + 1)[y] * z).sum(1) * mask[:, 0]).sum() / mask.sum()
        ),
    }
    | {
        hint: lambda log_probs, target, mask, pick=pick: -pick(log_probs, target)[mask[:, 0] == 1].mean()
        for hint, pick in WRONG_PICKS.items()
    },
)


first_loss = number(
    "my_start",
    np.log(10),
    {
        "The loss is minus the logarithm of the probability, not minus the probability.": -0.1,
        "That is a probability; the loss is minus its logarithm.": 0.1,
        "A loss of 0 would be a model that is certain and right.": 0.0,
        "That is in bits, or the logarithm to base 2: the loss is in nats.": np.log2(10),
        "That is the logarithm to base 10: the loss is in nats.": 1.0,
        "That is minus the loss, and in bits: the loss is positive, and in nats.": -np.log2(10),
        "That is the perplexity: the loss is its logarithm.": 10.0,
        "The minus sign is missing: the logarithm of a probability is negative, the loss is not.": -np.log(10),
        "That is the price of the probability 0.9: what does the true class get?": -np.log(0.9),
        "That is the probability of all other classes together.": 0.9,
        "That is one term of the entropy, weighted by the probability: the true class pays the whole of it.": (
            np.log(10) / 10
        ),
        "That is the sum of what all ten classes would pay: an example pays for its true class.": 10 * np.log(10),
        "The true class is one of ten: its probability is not one ninth.": np.log(9),
        "That is the loss of a model with two classes: here are ten.": np.log(2),
        "That is for 100 classes, or the square of the probability: the true class has one tenth.": np.log(100),
        "That is where the loss of the first model ends: the question is where a correct one starts.": -1.0,
        "A model that knows nothing is not certain of the wrong class: it gives each class the same.": np.inf,
    },
    tolerance=5e-3,  # a hundredth more or less
)
