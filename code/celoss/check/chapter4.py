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


def averaged(pick):
    """The loss of log-probabilities picked in a way that may be wrong."""
    return lambda log_probs, target: -pick(log_probs, target).mean()


WRONG_PICKS = {
    "All rows are paired with all targets: pick with the row numbers and the targets side by side.": (
        lambda log_probs, target: log_probs[:, target]
    ),
    "The targets pick whole rows: they are column numbers, one for each row.": lambda table, target: table[target],
    "The row numbers and the targets have changed places: the row comes first.": (
        lambda log_probs, target: log_probs[target, np.arange(len(target))]
    ),
    "The row numbers run over the classes: there are N rows.": (
        lambda log_probs, target: log_probs[np.arange(log_probs.shape[1]), target]
    ),
    "This takes the diagonal, which is right only for the targets 0, 1, 2, ...": lambda table, _: np.diagonal(table),
    "The targets pick rows of the first column: the class is the other axis.": lambda table, target: table[target, 0],
    "This takes the largest log-probability of a row, not that of its target.": lambda table, _: table.max(axis=1),
    "The classes are counted from 0, not from 1.": lambda log_probs, target: pick(log_probs, target - 1),
    "The input holds logarithms already.": lambda log_probs, target: np.log(pick(log_probs, target)),
}

nll = Check(
    "my_nll",
    cases=lambda rng: {
        "three rows, targets 0, 1, 2": {"log_probs": random_log_probs(rng, 3, 3), "target": np.arange(3)},
        "repeated targets": {"log_probs": random_log_probs(rng, 6, 4), "target": np.array([3, 0, 0, 2, 1, 3])},
        "a forbidden class": {"log_probs": celoss.log_softmax([[2.0, 0.5, -np.inf]]), "target": np.array([0])},
        "a forbidden truth": {"log_probs": celoss.log_softmax([[2.0, -np.inf]]), "target": np.array([1])},
    },
    reference=celoss.nll_loss,
    diagnoses={hint: averaged(pick) for hint, pick in WRONG_PICKS.items()}
    | {
        "The minus sign is missing: a loss is not negative.": lambda *given: -celoss.nll_loss(*given),
        "This is the sum: divide by the number of rows.": lambda *given: losses_of(*given).sum(),
        "These are the losses of the rows: one number is asked for, their mean.": losses_of,
        "The zeros of the one-hot product are counted in the mean: divide by N, not by N * C.": (
            lambda log_probs, target: one_hot_product(log_probs, target).mean() / log_probs.shape[1]
        ),
        "0 * -inf is nan: select, or mask first.": lambda *given: one_hot_product(*given).mean(),
        "An infinity is replaced wherever it stands; where the truth is forbidden, the loss is infinite.": (
            lambda log_probs, target: celoss.nll_loss(without_infinities(log_probs), target)
        ),
        "nan_to_num makes a number of an infinity too; where the truth is forbidden, the loss is infinite.": (
            lambda log_probs, target: celoss.nll_loss(np.nan_to_num(log_probs), target)
        ),
    },
)


def reduce_with(of=losses_of, **ways):
    """An answer with losses, or with reductions, that go wrong; in the cases, "average" is the unknown one."""
    ways = {"none": np.asarray, "mean": np.mean, "sum": np.sum} | ways

    def answer(log_probs, target, reduction):
        if reduction not in ways:
            raise ValueError
        return ways[reduction](of(log_probs, target))

    return answer


def refuse(losses):
    raise Exception


AVERAGES = {
    "An unknown reduction is taken for none: raise a ValueError.": reduce_with(average=np.asarray),
    "An unknown reduction is taken for mean: raise a ValueError.": reduce_with(average=np.mean),
    "An unknown reduction is taken for sum: raise a ValueError.": reduce_with(average=np.sum),
    "An unknown reduction should raise a ValueError; this is another error.": reduce_with(average=refuse),
}


def reduction_cases(rng):
    rows = [
        ("mean of three rows", 3, [0, 1, 2]),
        ("mean of four rows", 4, [1, 2, 2, 0]),
        ("none", 4, [2, 0, 0, 1]),
        ("sum", 4, [1, 2, 2, 0]),
        ("average", 2, [2, 0]),
    ]
    return {
        name: {"log_probs": random_log_probs(rng, n, 3), "target": np.array(target), "reduction": name.split()[0]}
        for name, n, target in rows
    } | {
        "none with a forbidden class": {
            "log_probs": celoss.log_softmax([[2.0, 0.5, -np.inf], [0.0, -np.inf, 1.0]]),
            "target": np.array([0, 2]),
            "reduction": "none",
        }
    }


reductions = Check(
    "my_nll_loss",
    cases=reduction_cases,
    reference=lambda log_probs, target, reduction: celoss.nll_loss(log_probs, target, reduction=reduction),
    raises={"average": ValueError},
    diagnoses={
        "The mean is taken, whatever the reduction.": reduce_with(none=np.mean, sum=np.mean, average=np.mean),
        "Under none the losses have the shape (N,), not (N, 1).": reduce_with(none=lambda losses: losses[:, None]),
        "The sum is divided by N, which is the mean.": reduce_with(sum=np.mean),
        "The mean is not divided by N, which is the sum.": reduce_with(mean=np.sum),
        # Every case has three classes.
        "The zeros of the one-hot product are counted in the mean.": reduce_with(mean=lambda losses: losses.mean() / 3),
        "The mean is divided by C; it is over the N rows.": reduce_with(mean=lambda losses: losses.sum() / 3),
        "The minus sign is missing.": lambda *given: -reduce_with()(*given),
        "0 * -inf is nan: select, or mask first.": reduce_with(one_hot_product),
    }
    | AVERAGES,
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


masked_mean = Check(
    "my_masked_mean",
    cases=lambda rng: {
        name: {"log_probs": log_probs, "target": np.array(target), "mask": np.array(mask)[:, None]}
        for name, log_probs, target, mask in [
            ("nothing masked", random_log_probs(rng, 3, 3), [0, 1, 2], [1, 1, 1]),
            ("two of five masked", random_log_probs(rng, 5, 2), [1, 0, 0, 1, 1], [1, 0, 1, 1, 0]),
            ("an infinite loss, masked", with_infinity(random_log_probs(rng, 4, 4), 1, 3), [2, 3, 0, 0], [1, 0, 1, 1]),
        ]
    },
    reference=lambda *given: kept(*given).mean(),
    diagnoses={
        "The mask changes nothing: the loss was averaged before it was masked.": (
            lambda log_probs, target, mask: (celoss.nll_loss(log_probs, target) * mask).sum() / mask.sum()
        ),
        "Losses (N,) times a mask (N, 1) are a table (N, N): give both the same shape.": (
            lambda *given: table(*given).sum() / given[-1].sum()
        ),
        "Losses (N,) times a mask (N, 1) are a table (N, N), and this is its mean.": lambda *given: table(
            *given
        ).mean(),
        "Masked positions still count in the divisor.": lambda *given: kept(*given).sum() / len(given[-1]),
        "Masked positions still count in the divisor, and 0 times infinity is nan.": (
            lambda *given: product(*given).mean()
        ),
        "This is the sum: divide by the number of positions that are kept.": lambda *given: kept(*given).sum(),
        "0 times infinity is nan: select the positions, or mask before you multiply.": (
            lambda *given: product(*given).sum() / given[-1].sum()
        ),
        "An index of whole numbers picks rows 0 and 1; a mask must be of True and False.": (
            lambda log_probs, target, mask: losses_of(log_probs, target)[mask[:, 0]].mean()
        ),
        "The mask is taken the wrong way round: 1 means that a position is kept.": (
            lambda *given: kept(*given, value=0).mean()
        ),
        "The minus sign is missing.": lambda *given: -kept(*given).mean(),
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
        "That is the perplexity: the loss is its logarithm.": 10.0,
        "The minus sign is missing: the logarithm of a probability is negative, the loss is not.": -np.log(10),
        "That is the price of the probability 0.9: what does the true class get?": -np.log(0.9),
        "That is the probability of all other classes together.": 0.9,
    },
    tolerance=5e-3,
)
