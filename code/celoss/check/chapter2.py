"""Softmax, its shift invariance, its Jacobian, and temperature."""

import math

import numpy as np

import celoss
from celoss.check._core import Check
from celoss.check._values import Refused


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

softmax = Check(
    "my_softmax",
    cases=lambda rng: {
        "three rows of three": {"logits": rng.normal(size=(3, 3)), "axis": 1},
        "along the first axis": {"logits": rng.normal(size=(4, 2)), "axis": 0},
        "along the last axis": {"logits": rng.normal(size=(2, 3)), "axis": -1},
        "three axes": {"logits": rng.normal(size=(2, 3, 4)), "axis": 1},
        "one axis": {"logits": rng.normal(size=5), "axis": 0},
        "scores of a thousand": {"logits": np.array([[1000.0, 1001.0, 0.0]]), "axis": 1},
        "scores of minus a thousand": {"logits": np.array([[-1000.0, -1001.0, -1000.0]]), "axis": 1},
        "rows far apart": {"logits": np.array([[0.0, 1.0], [1024.0, 1025.0]]), "axis": 1},
        "a forbidden class": {"logits": np.array([[0.0, -np.inf, 1.0]]), "axis": 1},
    },
    reference=celoss.softmax,
    diagnoses={
        "exp overflows above 709: subtract the largest score first.": normalized_exp,
        "The largest score of the whole array is subtracted; each row needs its own.": (
            lambda logits, axis: normalized_exp(logits - logits.max(), axis)
        ),
        "The sum runs over the first axis, whatever the axis.": lambda logits, axis: celoss.softmax(logits, 0),
        "The sum runs over the last axis, whatever the axis.": lambda logits, axis: celoss.softmax(logits, -1),
        "The sum runs over axis 1, whatever the axis.": lambda logits, axis: celoss.softmax(logits, 1),
        "The sum runs over the whole array: sum along the axis.": (
            lambda logits, axis: normalized_exp(logits - logits.max(), None)
        ),
        "The mean is subtracted: with a score of -inf it is -inf, and exp of a score far above it overflows.": (
            lambda logits, axis: normalized_exp(logits - logits.mean(axis, keepdims=True), axis)
        ),
        "Clipping changes the differences between scores: subtract the largest instead.": (
            lambda logits, axis: normalized_exp(np.clip(logits, -700, 700), axis)
        ),
        "These are log-probabilities: take their exp.": celoss.log_softmax,
        "The exponentials are not divided by their sum.": lambda logits, axis: np.exp(logits),
    }
    | LOST_AXES,
)


def sigmoid_of_each(logits):
    return 1 / (1 + math.e**-logits)


def shares(logits):
    return logits / logits.sum()


def centered(logits):
    return logits - logits.mean()


def order(logits):
    return logits.argsort()


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


UNLUCKY_SCORES = {
    "Scores that sum to 0 make z / z.sum() inf or nan, and nan exceeds no tolerance: choose others.": (
        lambda function: function is shares or invariant(function)
    ),
    "Only sums, means or a single score are compared: they can agree where the values do not.": (
        lambda function: close(function, lambda scores: scores + 7, look=np.sum)
    ),
    "No score changes its sign (or all are equal): mix positive and negative ones.": (
        lambda function: close(function, lambda scores: scores + 1, start=2)
    ),
}

shift_invariance = Check(
    "is_shift_invariant",
    cases=lambda rng: {
        "softmax": {"function": celoss.softmax},
        "log-sum-exp": {"function": celoss.logsumexp},
        "the sigmoid of each score": {"function": sigmoid_of_each},
        "each score divided by their sum": {"function": shares},
        "each score minus their mean": {"function": centered},
        "the order of the classes, argsort": {"function": order},
        "softmax of max(z, 0)": {"function": softmax_of_the_positive_part},
        "softmax, plus a hundredth of the mean": {"function": softmax_and_a_hundredth_of_the_mean},
    },
    reference=invariant,
    diagnoses={
        "Every function passes: a shift of 0, a tiny one or one in place shows nothing.": lambda function: True,
        "No function passes: all classes need one shift, and results agree to rounding.": lambda function: False,
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
    | UNLUCKY_SCORES,
)


def of_probs(function):
    return lambda logits: function(celoss.softmax(logits))


def jacobian(p):
    return np.diag(p) - np.outer(p, p)


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
        "Off the diagonal delta_kj is 0, and here it counts as 1 everywhere.": of_probs(lambda p: np.outer(p, 1 - p)),
        "The products of probabilities are missing: what a class wins, the others lose.": of_probs(np.diag),
        "Only the products of probabilities are there: the diagonal holds more.": of_probs(lambda p: -np.outer(p, p)),
        "The products of probabilities are there, with the wrong sign and alone.": of_probs(lambda p: np.outer(p, p)),
        "One axis has no transpose: p @ p.T is one number, not a matrix.": of_probs(lambda p: np.diag(p) - p @ p),
        "p * p holds C squares, not a matrix, and so does p * p.T: one axis has no transpose.": of_probs(
            lambda p: np.diag(p) - p * p
        ),
        "The formula is that of the probabilities, and the scores are put in.": jacobian,
        "These are the derivatives of log-probabilities.": of_probs(lambda p: np.eye(len(p)) - p),
    },
    tolerance=1e-4,
)


def find(logits, wanted, look=np.max):
    """The temperature at which a class is as likely as wanted, by bisection."""
    low, high = 1e-9, 1e9
    for _ in range(60):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if look(celoss.softmax(logits / middle)) > wanted else (low, middle)
    return middle


def largest_probability(answer, logits, wanted):
    """The temperature, and what it leads to; a sentence if it is nearly right."""
    temperature = answer(logits, wanted)
    try:
        ratio = float(temperature) / find(np.asarray(logits), wanted)
    except (TypeError, ValueError):  # None, say, or an array: the shape is judged, and the type
        return {"temperature": temperature}
    if 1e-4 < abs(ratio - 1) < 0.2:
        raise Refused(f"{float(temperature):.6g} is near the right temperature, and not near enough: search on.")
    return {"temperature": temperature, "largest probability": celoss.softmax(logits / float(temperature)).max()}


temperature = Check(
    "my_temperature",
    cases=lambda rng: {
        "the scores of this chapter": {"logits": np.array([1.1316, -0.7943, 0.1328]), "wanted": 0.5},
        "from the lowest score to the highest": {"logits": np.sort(rng.normal(size=5)), "wanted": 0.6},
        "scores far apart": {"logits": np.array([4096.0, 0.0, 1024.0]), "wanted": 0.36},
        "scores close together": {"logits": np.array([0.0, 2.0**-9, 2.0**-10]), "wanted": 0.9},
    },
    reference=find,
    diagnoses={
        "That is 1 / T: the scores are divided by the temperature.": lambda logits, wanted: 1 / find(logits, wanted),
        "That is the logarithm of T.": lambda logits, wanted: math.log(find(logits, wanted)),
        "The probabilities are divided by T: divide the scores, before the softmax.": (
            lambda logits, wanted: celoss.softmax(logits).max() / wanted
        ),
        "This is the formula for two classes; all of them are in the sum.": (
            lambda logits, wanted: np.diff(np.sort(logits))[-1] / math.log(wanted / (1 - wanted))
        ),
        "The first class gets the wanted probability: it need not be the largest.": (
            lambda logits, wanted: find(logits, wanted, look=lambda probs: probs[0])
        ),
        **{
            f"The search stays between T = {low:g} and {high:g}: any number above 0 may be right.": (
                lambda logits, wanted, low=low, high=high: min(max(find(logits, wanted), low), high)
            )
            for low in (0, 1e-4, 0.001, 0.01, 0.1, 1)
            for high in (math.inf, 1e4, 1000, 100, 10)
        },
    },
    probe=largest_probability,
    tolerance=1e-4,
)
