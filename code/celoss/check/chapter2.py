"""Softmax, its shift invariance, its Jacobian, and temperature."""

import functools
import itertools
import math

import numpy as np

import celoss
from celoss.check._core import Check
from celoss.check._values import Refused, describe, to_numpy


def normalized_exp(logits, axis, keepdims=True):
    """Softmax without a shift."""
    return np.exp(logits) / np.exp(logits).sum(axis=axis, keepdims=keepdims)


LOST_AXES = {
    "The sum has lost its axis and lines up with another: keepdims=True keeps it.": (
        lambda logits, axis: normalized_exp(logits - logits.max(axis, keepdims=True), axis, keepdims=False)
    ),
    "Maximum and sum have lost their axis and line up with another: keepdims=True keeps it.": (
        lambda logits, axis: normalized_exp(logits - logits.max(axis), axis, keepdims=False)
    ),
    "The maximum has lost its axis and lines up with another: keepdims=True keeps it.": (
        lambda logits, axis: normalized_exp(logits - logits.max(axis), axis)
    ),
    "The sum has lost its axis and lines up with another: keepdims=True keeps it. And large scores need a shift.": (
        lambda logits, axis: normalized_exp(logits, axis, keepdims=False)
    ),
}


def shifted(logits, axis):
    return logits - logits.max(axis=axis, keepdims=True)


def exps(logits, axis):
    return np.exp(shifted(logits, axis))


NOT_NORMALIZED = {
    "The exponentials are not divided by their sum.": lambda logits, axis: np.exp(logits),
    "Divided by their largest, the exponentials do not sum to 1: divide by their sum.": (exps),
    "Divided by their norm, the exponentials do not sum to 1: divide by their sum.": (
        lambda logits, axis: exps(logits, axis) / np.linalg.norm(exps(logits, axis), axis=axis, keepdims=True)
    ),
    "There is a 1 in the sum that no class has.": (
        lambda logits, axis: np.exp(logits) / (1 + np.exp(logits).sum(axis=axis, keepdims=True))
    ),
    "There is a 1 in the sum that no class has, and the scores are shifted already.": (
        lambda logits, axis: exps(logits, axis) / (1 + exps(logits, axis).sum(axis=axis, keepdims=True))
    ),
    "That is the sigmoid of each score: the classes share one sum.": lambda logits, axis: 1 / (1 + np.exp(-logits)),
    "That is 1 for the largest score and 0 for the others: exponentials share more evenly.": (
        lambda logits, axis: np.apply_along_axis(lambda z: np.eye(len(z))[z.argmax()], axis, logits)
    ),
    "The scores are divided by their sum: it takes their exponentials.": (
        lambda logits, axis: logits / logits.sum(axis=axis, keepdims=True)
    ),
    "The scores are divided by the largest first: softmax takes their differences as they are.": (
        lambda logits, axis: celoss.softmax(logits / abs(logits).max(), axis)
    ),
    "The scores are divided by their standard deviation first: softmax takes their differences as they are.": (
        lambda logits, axis: celoss.softmax(logits / logits.std(axis=axis, keepdims=True), axis)
    ),
    **{
        f"{eps:g} is added to the sum, and the probabilities do not sum to 1.": (
            lambda logits, axis, eps=eps: exps(logits, axis) / (exps(logits, axis).sum(axis=axis, keepdims=True) + eps)
        )
        for eps in (0.01, 1e-3, 1e-4, 1e-5)
    },
    "The scores are scaled to lie between 0 and 1: it takes their exponentials, and a sum.": (
        lambda logits, axis: (logits - logits.min(axis=axis, keepdims=True)) / np.ptp(logits, axis=axis, keepdims=True)
    ),
    "These are log-probabilities: take their exp.": celoss.log_softmax,
    "The base is 2: take powers of e.": lambda logits, axis: celoss.softmax(logits * np.log(2), axis),
    "The sign of the scores is wrong: the largest score is the likeliest class.": (
        lambda logits, axis: celoss.softmax(-logits, axis)
    ),
}

OTHER_AXES = {
    f"The {what} {where}, whatever the axis.": (
        lambda logits, axis, other=other, both=both: (
            celoss.softmax(logits, other) if both else normalized_exp(shifted(logits, axis), other)
        )
    )
    for what, both in {"sum runs": True, "maximum is taken along the axis, but the sum runs": False}.items()
    for where, other in {"over the first axis": 0, "over the last axis": -1, "over axis 1": 1}.items()
} | {
    "The axis of the maximum is not that of the sum.": (lambda logits, axis: normalized_exp(shifted(logits, 0), axis)),
    "The sum runs over the whole array: sum along the axis.": (
        lambda logits, axis: normalized_exp(logits - logits.max(), None)
    ),
    "The loop goes over the first axis, whatever the axis.": (
        lambda logits, axis: np.array([exps(row, None) / exps(row, None).sum() for row in logits])
    ),
    "A negative axis is counted from the end: -1 is the last, not number 1.": (
        lambda logits, axis: celoss.softmax(logits, abs(axis))
    ),
    "[:, None] or reshape(-1, 1) puts the axis back as number 1, wherever it was: keepdims=True keeps it.": (
        lambda logits, axis: normalized_exp(logits - logits.max(axis)[:, None], axis)
    ),
}

LOW_ROWS = {
    "In a row of low scores every exp rounds to 0, and 0 / 0 is nan: subtract the largest score, whatever its sign.": (
        lambda logits, axis: normalized_exp(logits - logits.max(axis=axis, keepdims=True).clip(0), axis)
    ),
    "The largest absolute value is subtracted: in a row of negative scores it is no score, and that of -inf is inf.": (
        lambda logits, axis: normalized_exp(logits - abs(logits).max(axis=axis, keepdims=True), axis)
    ),
    "The largest score is added, which makes every exponent larger: subtract it.": (
        lambda logits, axis: normalized_exp(logits + logits.max(axis=axis, keepdims=True), axis)
    ),
    "Not the largest score is subtracted (the first, a mean?): exp of a score far above it overflows.": (
        lambda logits, axis: normalized_exp(logits - np.take(logits, [0], axis), axis)
    ),
    "The smallest score is subtracted: exp of a score far above it overflows, and -inf has none below it.": (
        lambda logits, axis: normalized_exp(logits - logits.min(axis=axis, keepdims=True), axis)
    ),
    "Clipping leaves a forbidden class a probability, which is 0.": (
        lambda logits, axis: normalized_exp(shifted(logits, axis).clip(-100), axis)
    ),
    "-inf times 0 is nan: a forbidden class needs the probability 0.": (
        lambda logits, axis: celoss.softmax(logits * (logits > -np.inf), axis)
    ),
    "16 bits keep three digits: compute in 32 or more.": (
        lambda logits, axis: normalized_exp(shifted(logits.astype(np.float16), axis), axis)
    ),
    **{
        f"A score of {low:g} stands in for -inf: where the others are as low, the forbidden class gets a share.": (
            lambda logits, axis, low=low: celoss.softmax(np.where(np.isneginf(logits), low, logits), axis)
        )
        for low in (0.0, -10.0, -100.0, -1000.0)
    },
}


def probabilities(answer, logits, axis):
    """The probabilities, and whether those of forbidden classes are 0, which no tolerance tells from tiny."""
    probs, forbidden = answer(logits, axis), logits == -np.inf
    if probs is None or not forbidden.any() or np.shape(probs) != np.shape(logits):
        return probs
    return {"": probs, "0 where forbidden": to_numpy(probs, "my_softmax returns")[np.asarray(forbidden)] == 0}


softmax = Check(
    "my_softmax",
    cases=lambda rng: {
        "three rows of three": {"logits": rng.normal(size=(3, 3)), "axis": 1},
        "along the first axis": {"logits": rng.normal(size=(4, 2)), "axis": 0},
        "along the last axis": {"logits": rng.normal(size=(2, 3)), "axis": -1},
        "three axes": {"logits": rng.normal(size=(2, 3, 4)), "axis": 1},
        "the last of three axes": {"logits": rng.normal(size=(2, 3, 4)), "axis": -1},
        "one axis": {"logits": rng.normal(size=5), "axis": 0},
        "scores of a thousand": {"logits": np.array([[1000.0, 1001.0, 0.0]]), "axis": 1},
        "scores of minus a thousand": {"logits": np.array([[-1000.0, -1001.0, -1000.0]]), "axis": 1},
        "rows far apart": {"logits": np.array([[0.0, 1.0], [1024.0, 1025.0]]), "axis": 1},
        "a score far above the first": {"logits": np.array([[0.0, 0.0, 2000.0]]), "axis": 1},
        "a forbidden class": {"logits": np.array([[0.0, -np.inf, 1.0]]), "axis": 1},
        "a forbidden class among low scores": {"logits": np.array([[-1000.0, -np.inf, -1001.0]]), "axis": 1},
    },
    reference=celoss.softmax,
    probe=probabilities,
    diagnoses={
        "exp overflows above 709: subtract the largest score first.": normalized_exp,
        "The largest score of the whole array is subtracted; each row needs its own.": (
            lambda logits, axis: normalized_exp(logits - logits.max(), axis)
        ),
        "The mean is subtracted: with a score of -inf it is -inf, and exp of a score far above it overflows.": (
            lambda logits, axis: normalized_exp(logits - logits.mean(axis, keepdims=True), axis)
        ),
        "Clipping changes the differences between scores: subtract the largest instead.": (
            lambda logits, axis: normalized_exp(np.clip(logits, -700, 700), axis)
        ),
    }
    | LOST_AXES
    | OTHER_AXES
    | NOT_NORMALIZED
    | LOW_ROWS,
)


def sigmoid_of_each(logits):
    return 1 / (1 + math.e**-logits)


def shares(logits):
    return logits / logits.sum()


def centered(logits):
    return logits - logits.mean()


def order(logits):
    return logits.argsort()


def spread(logits):
    return logits.max() - logits.min()


def softmax_of_the_positive_part(logits):
    return celoss.softmax(logits.clip(0))


def softmax_and_a_hundredth_of_the_mean(logits):
    return celoss.softmax(logits) + logits.mean() / 100


def close(function, change, start=-3, rtol=1e-5, atol=1e-8, look=np.asarray):
    """Whether `function` gives the same after the scores are changed."""
    scores = np.array([-1.0, 2.1, 0.3, -0.4, 1.0]) + start
    return bool(np.allclose(look(function(change(scores))), look(function(scores)), rtol=rtol, atol=atol))


def invariant(function):
    return all(close(function, lambda scores, c=c: scores + c) for c in (-5, 0.5, 7))


FUNCTIONS = {
    "softmax": celoss.softmax,
    "log-sum-exp": celoss.logsumexp,
    "the sigmoid of each score": sigmoid_of_each,
    "each score divided by their sum": shares,
    "each score minus their mean": centered,
    "the order of the classes, argsort": order,
    "the largest score minus the smallest": spread,
    "softmax of max(z, 0)": softmax_of_the_positive_part,
    "softmax, plus a hundredth of the mean": softmax_and_a_hundredth_of_the_mean,
}


def subsets(functions):
    """The names and the functions of every subset but the whole, the small ones first."""
    for size in range(1, len(functions)):
        for pairs in itertools.combinations(functions.items(), size):
            yield ", ".join(repr(name) for name, _ in pairs), [function for _, function in pairs]


WRONG_VERDICTS = {
    f"A shift changes {names}: with these scores, this shift and this tolerance, does it show?": (
        lambda function, some=some: function in some or invariant(function)
    )
    for names, some in subsets({name: function for name, function in FUNCTIONS.items() if not invariant(function)})
} | {
    f"No shift changes {names}, but for rounding: are numbers and arrays compared to rounding, and shifted as one?": (
        lambda function, some=some: function not in some and invariant(function)
    )
    for names, some in subsets({name: function for name, function in FUNCTIONS.items() if invariant(function)})
}

UNLUCKY_SCORES = {
    "Scores that sum to 0 make z / z.sum() inf or nan, and nan exceeds no tolerance: choose others.": (
        lambda function: function is shares or invariant(function)
    ),
    "All scores are equal, or only sums, means or a single score are compared: these can agree where values do not.": (
        lambda function: close(function, lambda scores: scores + 7, look=np.sum)
    ),
    "No score changes its sign (or all are equal): mix positive and negative ones.": (
        lambda function: close(function, lambda scores: scores + 1, start=2)
    ),
    "The scores are so large that the sigmoid is 0 or 1 with the shift as without: choose smaller ones.": (
        lambda function: function in (sigmoid_of_each, softmax_of_the_positive_part) or invariant(function)
    ),
}

WITHOUT_A_SHIFT = {
    "Only softmax passes: other functions that do not mind a shift are invariant too.": (
        lambda function: function is celoss.softmax
    ),
    "What sums to 1 passes, and nothing else: compare the results before and after a shift.": (
        lambda function: function in (celoss.softmax, softmax_of_the_positive_part)
    ),
    "What has softmax in its name passes, and nothing else: compare the results before and after a shift.": (
        lambda function: "softmax" in function.__name__
    ),
    "A number passes as such: log-sum-exp is one, and a shift changes it.": (
        lambda function: function is celoss.logsumexp or invariant(function)
    ),
    "A number fails as such: the largest score minus the smallest is one, and no shift changes it.": (
        lambda function: function is not spread and invariant(function)
    ),
    "What moves along with the shift passes: an invariant function stays where it is.": (
        lambda function: function in (celoss.logsumexp, softmax_and_a_hundredth_of_the_mean) or invariant(function)
    ),
}


shift_invariance = Check(
    "is_shift_invariant",
    cases=lambda rng: {name: {"function": function} for name, function in FUNCTIONS.items()},
    reference=invariant,
    diagnoses={
        "Every function passes: no shift shows. Is it 0, tiny or in place? Are all values compared, and closely?": (
            lambda function: True
        ),
        "No function passes: is it one shift for all classes, of moderate size, and do results agree to rounding?": (
            lambda function: False
        ),
        "Only the order passes: all classes need one shift, and computed numbers agree to rounding, not exactly.": (
            lambda function: function is order
        ),
        "True and False have changed places.": lambda function: not invariant(function),
        "The scores are multiplied: a shift adds one number to all of them.": (
            lambda function: close(function, lambda scores: 2 * scores, start=0)
        ),
        "The results are compared with a shift of their own: an invariant function stays where it is.": (
            lambda function: function is celoss.logsumexp
        ),
        "A small difference passes: the tolerance is too wide, or the shift too small.": (
            lambda function: close(function, lambda scores: scores + 5, rtol=0, atol=0.1)
        ),
    }
    | UNLUCKY_SCORES
    | WITHOUT_A_SHIFT
    | WRONG_VERDICTS,
)


def of_probs(function):
    return lambda logits: function(celoss.softmax(logits))


def jacobian(p):
    return np.diag(p) - np.outer(p, p)


def differences(logits, step, both_ways=False):
    """The Jacobian from a step in each score, up or both ways."""
    rows = [
        celoss.softmax(logits + step * up) - celoss.softmax(logits - both_ways * step * up)
        for up in np.eye(len(logits))
    ]
    return np.transpose(rows) / (step * (1 + both_ways))


OTHER_JACOBIANS = {
    "One axis has no transpose: p @ p.T is one number, not a matrix.": of_probs(lambda p: np.diag(p) - p @ p),
    "p * p holds C squares, not a matrix, and so does p * p.T: one axis has no transpose.": of_probs(
        lambda p: np.diag(p) - p * p
    ),
    "The formula is that of the probabilities, and the scores are put in.": jacobian,
    "These are the derivatives of log-probabilities.": of_probs(lambda p: np.eye(len(p)) - p),
    "These are the derivatives of log-probabilities, transposed.": of_probs(lambda p: np.eye(len(p)) - p[:, None]),
    "The exponentials are not divided by their sum: the formula is that of the probabilities.": (
        lambda logits: jacobian(exps(logits, 0))
    ),
    "The sigmoid of each score is no softmax: the formula is that of the probabilities.": (
        lambda logits: jacobian(1 / (1 + np.exp(-logits)))
    ),
    "On the diagonal stands 1 in place of p_k: np.diag(p) holds the probabilities.": (
        of_probs(lambda p: np.eye(len(p)) - np.outer(p, p))
    ),
    "That is the identity: each score moves all probabilities, and none by 1.": of_probs(lambda p: np.eye(len(p))),
    "The diagonal is missing.": of_probs(lambda p: jacobian(p) - np.diag(p * (1 - p))),
    "p - 1 at one class is the gradient of the loss, not a matrix of derivatives.": of_probs(
        lambda p: p - np.eye(len(p))
    ),
    "Clipping at 700 (or less) makes scores of a thousand equal: subtract the largest score instead.": (
        lambda logits: jacobian(celoss.softmax(logits.clip(-700, 700)))
    ),
    "16 bits keep three digits: compute in 32 or more.": (
        lambda logits: jacobian(celoss.softmax(logits.astype(np.float16)))
    ),
    "The sum of all probabilities is 1, whatever the scores: take the gradient of each probability.": (
        lambda logits: np.zeros(len(logits))
    ),
    **{
        f"A step of {step:g} in one direction is too long: the difference misses the curvature.": (
            lambda logits, step=step: differences(logits, step)
        )
        for step in (1, 0.1, 0.01, 1e-3, 1e-4)
    },
    **{
        f"A step of {step:g} in both directions is too long for the precision asked for.": (
            lambda logits, step=step: differences(logits, step, both_ways=True)
        )
        for step in (1, 0.5, 0.1)
    },
    **{
        f"With a step of {step:g} the difference is lost in rounding: take a longer one, or the formula.": (
            lambda logits, step=step: differences(logits, step)
        )
        for step in (1e-14, 1e-15, 1e-16)
    },
}

softmax_jacobian = Check(
    "my_jacobian",
    cases=lambda rng: {
        "three scores": {"logits": rng.normal(size=3)},
        "five scores": {"logits": rng.normal(size=5)},
        "scores of a thousand": {"logits": np.array([1000.0, 1001.0, 998.0])},
    },
    reference=of_probs(jacobian),
    diagnoses={
        "exp overflows above 709: subtract the largest score first.": (
            lambda logits: jacobian(normalized_exp(logits, -1))
        ),
        "Only the diagonal is there: a score moves the other classes too.": of_probs(lambda p: np.diag(p * (1 - p))),
        "That is one derivative a class: a score moves the other classes too.": of_probs(lambda p: p * (1 - p)),
        "The sign is wrong: a higher score makes its own class more likely.": of_probs(lambda p: -jacobian(p)),
        "The sign is wrong off the diagonal: what a class wins, the others lose.": of_probs(lambda p: abs(jacobian(p))),
        "The products of probabilities are added: what a class wins, the others lose.": (
            of_probs(lambda p: np.diag(p) + np.outer(p, p))
        ),
        "On the diagonal p_k ** 2 is subtracted twice: p_k (1 - p_k) holds one already.": (
            of_probs(lambda p: np.diag(p * (1 - p)) - np.outer(p, p))
        ),
        "The diagonal holds p_k: its own product, p_k ** 2, is missing there.": (
            of_probs(lambda p: jacobian(p) + np.diag(p * p))
        ),
        "Off the diagonal delta_kj is 0, and here it counts as 1: p fills each column.": (
            of_probs(lambda p: np.outer(p, 1 - p))
        ),
        "Off the diagonal delta_kj is 0, and here it counts as 1: p fills each row.": (
            of_probs(lambda p: np.outer(1 - p, p))
        ),
        "The products of probabilities are missing: what a class wins, the others lose.": of_probs(np.diag),
        "Only the products of probabilities are there: the diagonal holds more.": of_probs(lambda p: -np.outer(p, p)),
        "The products of probabilities are there, with the wrong sign and alone.": of_probs(lambda p: np.outer(p, p)),
    }
    | OTHER_JACOBIANS,
    tolerance=1e-4,
)


def find(logits, wanted, **options):
    """The temperature at which a class is as likely as wanted; the options are those of the search."""
    return search(tuple(map(float, logits)), wanted, **options)


@functools.cache
def search(scores, wanted, look=np.max, softmax=celoss.softmax, low=1e-15):
    """Bisection between `low` and 1 / `low`."""
    logits, high = np.array(scores), 1 / low
    for _ in range(60):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if look(softmax(logits / middle)) > wanted else (low, middle)
    return middle


def largest_probability(answer, logits, wanted):
    """What a temperature leads to, and the temperature; a sentence if it is nearly right, or far from it."""
    temperature = answer(logits, wanted)
    if np.shape(temperature) != ():
        raise Refused(f"my_temperature returns {describe(temperature)}, where one number is needed.")
    try:
        value = float(temperature)
    except (TypeError, ValueError):  # None, say: the type is judged
        return {"temperature": temperature}
    if value <= 0:
        raise Refused("A temperature is above 0, and this one is not.")
    scores = np.asarray(logits)
    largest = celoss.softmax(scores / value).max()
    if 1e-4 < abs(value / find(scores, wanted) - 1) < 0.02:
        raise Refused(f"{value:.6g} is less than two percent off: does the search end too early, or the formula round?")
    where = "At a T of almost 0" if value < 1e-12 else "At a huge T" if value > 1e8 else f"At T = {value:.3g}"
    for limit, direction in {1.0: "rise", 1 / len(scores): "fall"}.items():
        if abs(largest - limit) < 1e-6:
            raise Refused(
                f"{where} the largest probability is {limit:.3g}, and {wanted} is wanted: T has to {direction}."
                " Does the search go the right way, and far enough?"
            )
    return {"largest probability": largest, "temperature": temperature}


BRACKETS = {
    f"The search stays between T = {low:g} and {high:g}: any number above 0 may be right.": (
        lambda logits, wanted, low=low, high=high: min(max(find(logits, wanted), low), high)
    )
    for low in (0, 1e-4, 0.001, 0.01, 0.1, 1)
    for high in (math.inf, 1e5, 1e4, 1000, 100, 50, 20, 10)
}

LOWER_ENDS = (1e-15, 1e-9, 1e-8, 1e-6, 1e-5, 1e-4, 1e-3, 0.01)
OTHER_SEARCHES = {
    text + (f" (Where it finds nothing, it ends at {low:g}.)" if low > 1e-12 else ""): (
        lambda logits, wanted, low=low, options=options: find(logits, wanted, low=low, **options)
    )
    for low in LOWER_ENDS
    for text, options in {
        "The first class gets the wanted probability: it need not be the largest.": {"look": lambda probs: probs[0]},
        "The last class gets the wanted probability: it need not be the largest.": {"look": lambda probs: probs[-1]},
        "The sum of the squared probabilities is as wanted; the largest probability should be.": {
            "look": lambda probs: (probs**2).sum()
        },
        "The second probability is as wanted; the largest should be.": {"look": lambda probs: np.sort(probs)[-2]},
        "The lead of the largest probability is as wanted; the probability itself should be.": {
            "look": lambda probs: np.diff(np.sort(probs))[-1]
        },
        "Without a shift exp overflows at a low T, and nan is not above what is wanted: there the search turns off.": {
            "softmax": lambda scores: normalized_exp(scores, -1)
        },
    }.items()
} | {
    "The largest probability is one half, whatever is wanted.": lambda logits, wanted: find(logits, 0.5),
    "The other classes together get what is wanted for the largest.": lambda logits, wanted: find(logits, 1 - wanted),
}

FORMULAS = {
    "That is 1 / T: the scores are divided by the temperature.": lambda logits, wanted: 1 / find(logits, wanted),
    "That is the logarithm of T.": lambda logits, wanted: math.log(find(logits, wanted)),
    "That is the probability that was found: return the temperature.": lambda logits, wanted: wanted,
    **{
        f"Only powers of {base} are tried, and the nearest is not near enough.": (
            lambda logits, wanted, base=base: min(
                float(base) ** np.arange(-40, 41), key=lambda t: abs(celoss.softmax(logits / t).max() - wanted)
            )
        )
        for base in (2, 10)
    },
    "The powers are of 2: softmax takes those of e.": lambda logits, wanted: find(logits, wanted) * math.log(2),
    "The probabilities are divided by T: divide the scores, before the softmax.": (
        lambda logits, wanted: celoss.softmax(logits).max() / wanted
    ),
    "This is the formula for two classes; all of them are in the sum.": (
        lambda logits, wanted: np.diff(np.sort(logits))[-1] / math.log(wanted / (1 - wanted))
    ),
    "This formula takes the other scores to be equal, at their mean.": (
        lambda logits, wanted: (
            (logits.max() - (logits.sum() - logits.max()) / (len(logits) - 1))
            / math.log(wanted * (len(logits) - 1) / (1 - wanted))
        )
    ),
    "The sum of the exponentials is missing: wanted is a share of it.": (
        lambda logits, wanted: -logits.max() / math.log(wanted)
    ),
    "The sum of the exponentials, without the T in them, makes this formula.": (
        lambda logits, wanted: logits.max() / np.log(wanted * np.exp(logits).sum())
    ),
}


temperature = Check(
    "my_temperature",
    cases=lambda rng: {
        "the scores of this chapter": {"logits": np.array([1.1316, -0.7943, 0.1328]), "wanted": 0.5},
        "from the lowest score to the highest": {"logits": np.sort(rng.normal(size=5)), "wanted": 0.6},
        "scores far apart": {"logits": np.array([4096.0, 0.0, 1024.0]), "wanted": 0.36},
        "scores close together": {"logits": np.array([0.0, 2.0**-9, 2.0**-10]), "wanted": 0.9},
    },
    reference=find,
    diagnoses=FORMULAS | OTHER_SEARCHES | BRACKETS,
    probe=largest_probability,
    tolerance=1e-4,
)
