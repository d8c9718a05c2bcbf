"""Can the book's checks fail? Each function of the package is replaced by a near miss, and a chapter must object.

``make mutants`` prints the table: the near miss, the chapter that teaches the function, and the check that falls.
Only what stands before the exercises counts.
"""

import contextlib
import sys
import warnings
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import celoss
import celoss.gradients
import celoss.plots
import celoss.targets
from cells import run
from celoss import cross_entropy, entropy, kl_divergence, log_softmax, logsumexp, nll_loss, softmax
from celoss._namespace import namespace

CHAPTERS = Path(__file__).parents[1] / "chapters"
EPS = 1e-3


def number_of(array):
    return int(np.prod(np.shape(array)))


class Mutant(NamedTuple):
    """`function` of `celoss`, replaced by `near_miss`, in the chapter whose number is `chapter`."""

    chapter: int
    function: str
    name: str
    near_miss: Any

    def __str__(self):
        return f"{self.chapter}-{self.function}-{self.name.replace(' ', '_')}"


def shifted_only(logits, axis=-1):
    return logits - namespace(logits).amax(logits, axis=axis, keepdims=True)


def unshifted_softmax(logits, axis=-1):
    xp = namespace(logits)
    with np.errstate(all="ignore"):
        exps = xp.exp(logits)
        return exps / xp.sum(exps, axis=axis, keepdims=True)


def whole_array_shift(logits, axis=-1):
    xp = namespace(logits)
    exps = xp.exp(logits - logits.max())
    with np.errstate(all="ignore"):
        return logits - logits.max() - xp.log(xp.sum(exps, axis=axis, keepdims=True))


def largest(logits, axis=-1, keepdims=False):
    return namespace(logits).amax(logits, axis=axis, keepdims=keepdims)


def log_mean_exp(logits, axis=-1, keepdims=False):
    return logsumexp(logits, axis, keepdims) - np.log(np.shape(logits)[axis])


def maximum_twice(logits, axis=-1, keepdims=False):
    xp, array = namespace(logits), logits if hasattr(logits, "ndim") else np.asarray(logits)
    top = xp.amax(array, axis=axis, keepdims=True)
    sums = top + xp.log1p(xp.sum(xp.exp(array - top), axis=axis, keepdims=True))
    return sums if keepdims else sums.squeeze(axis)


def unshifted_logsumexp(logits, axis=-1, keepdims=False):
    xp, array = namespace(logits), logits if hasattr(logits, "ndim") else np.asarray(logits)
    with np.errstate(all="ignore"):
        return xp.log(xp.sum(xp.exp(array), axis=axis, keepdims=keepdims))


def log_of_softmax(logits, axis=-1):
    probs = softmax(logits, axis)
    with np.errstate(all="ignore"):
        return namespace(probs).log(probs)


def lse_subtracted(logits, axis=-1):
    return logits - logsumexp(logits, axis, keepdims=True)


def axis_moved(function):
    """The same along the first axis, where there is more than one."""
    return lambda array, axis=-1, **rest: function(array, 0 if np.ndim(array) > 1 else axis, **rest)


def scaled(function, factor):
    return lambda *args, **kwargs: factor * function(*args, **kwargs)


def with_options(function, **changed):
    """The same with some options set to other values, whatever the caller asks for."""
    return lambda *args, **kwargs: function(*args, **(kwargs | changed))


def without(function, option):
    """The same without an option, and without the positional weight if that is the option."""

    def near_miss(*args, **kwargs):
        kwargs.pop(option, None)
        return function(*(args[:2] if option == "weight" else args), **kwargs)

    return near_miss


def mean_over_n(function):
    """The mean divides by the number of targets, whatever their weights."""

    def near_miss(logits, target, *args, reduction="mean", **kwargs):
        if reduction != "mean":
            return function(logits, target, *args, reduction=reduction, **kwargs)
        losses = function(logits, target, *args, reduction="none", **kwargs)
        return losses.mean() if hasattr(losses, "mean") else losses

    return near_miss


def mean_over_all_weights(function):
    """The mean divides by the sum of the classes' weights, not of the targets'."""

    def near_miss(logits, target, weight=None, *, reduction="mean", **kwargs):
        if reduction != "mean" or weight is None:
            return function(logits, target, weight, reduction=reduction, **kwargs)
        return function(logits, target, weight, reduction="sum", **kwargs) / sum(weight)

    return near_miss


def unweighted_sum(function):
    """The divisor knows the weights, the numerator does not."""

    def near_miss(logits, target, weight=None, *, reduction="mean", **kwargs):
        if weight is None or reduction == "mean":
            return function(logits, target, weight, reduction=reduction, **kwargs)
        return function(logits, target, reduction=reduction, **kwargs)

    return near_miss


def sum_for_mean(function):
    def near_miss(*args, reduction="mean", **kwargs):
        return function(*args, reduction="sum" if reduction == "mean" else reduction, **kwargs)

    return near_miss


def mean_for_none(function):
    def near_miss(*args, reduction="mean", **kwargs):
        return function(*args, reduction="mean" if reduction == "none" else reduction, **kwargs)

    return near_miss


def softmax_before(function):
    def near_miss(logits, *args, **kwargs):
        return function(softmax(logits, 0 if np.ndim(logits) == 1 else 1), *args, **kwargs)

    return near_miss


def no_logarithm(logits, target, *args, **kwargs):
    return nll_loss(softmax(logits, 0 if np.ndim(logits) == 1 else 1), target, *args, **kwargs)


def no_softmax(logits, target, *args, **kwargs):
    return nll_loss(logits, target, *args, **kwargs)


def last_axis(logits, target, *args, **kwargs):
    if np.ndim(logits) < 3 or np.shape(target) == np.shape(logits):
        return cross_entropy(logits, target, *args, **kwargs)
    return nll_loss(log_softmax(logits, -1), target, *args, **kwargs)


def over_classes_too(logits, target, *args, reduction="mean", **kwargs):
    loss = cross_entropy(logits, target, *args, reduction=reduction, **kwargs)
    return loss / np.shape(logits)[0 if np.ndim(logits) == 1 else 1] if reduction == "mean" else loss


def ignored_are_counted(logits, target, *args, reduction="mean", **kwargs):
    """The mean divides by all targets, the ignored ones too."""
    if reduction != "mean" or np.shape(target) == np.shape(logits):
        return cross_entropy(logits, target, *args, reduction=reduction, **kwargs)
    return cross_entropy(logits, target, *args, reduction="sum", **kwargs) / max(1, number_of(target))


def ignored_by_sign(logits, target, *args, ignore_index=-100, **kwargs):
    """Only negative targets are ignored, whatever `ignore_index` says."""
    ignored = ignore_index if ignore_index < 0 else -100
    return cross_entropy(logits, target, *args, ignore_index=ignored, **kwargs)


def smoothing_over_others(logits, target, *args, label_smoothing=0.0, **kwargs):
    """The share goes to the other classes alone: eps / (C - 1)."""
    classes = np.shape(logits)[0 if np.ndim(logits) == 1 else 1]
    changed = min(1.0, label_smoothing * classes / max(1, classes - 1))
    return cross_entropy(logits, target, *args, label_smoothing=changed, **kwargs)


def smoothing_unweighted(logits, target, weight=None, *, label_smoothing=0.0, reduction="mean", **kwargs):
    """The uniform part of the smoothed loss forgets the weights."""
    if not label_smoothing or weight is None:
        return cross_entropy(logits, target, weight, label_smoothing=label_smoothing, reduction=reduction, **kwargs)
    plain = cross_entropy(logits, target, weight, reduction=reduction, **kwargs)
    uniform = cross_entropy(logits, target, label_smoothing=1.0, reduction=reduction, **kwargs)
    return (1 - label_smoothing) * plain + label_smoothing * uniform


def truth_sharpened(logits, target, *args, **kwargs):
    """A distribution is read as its likeliest class."""
    if np.shape(target) != np.shape(logits):
        return cross_entropy(logits, target, *args, **kwargs)
    return cross_entropy(logits, target.argmax(0 if np.ndim(logits) == 1 else 1), *args, **kwargs)


def divergence_for_soft(logits, target, *args, reduction="mean", **kwargs):
    """The divergence, which lacks the truth's entropy."""
    loss = cross_entropy(logits, target, *args, reduction=reduction, **kwargs)
    if np.shape(target) != np.shape(logits) or reduction != "mean":
        return loss
    axis = 0 if np.ndim(logits) == 1 else 1
    return loss - entropy(target, axis).mean() if np.allclose(target.sum(axis), 1) else loss


def reversed_arguments(function):
    return lambda p, q, axis=-1: function(q, p, axis)


def divisor_is_n(logits, target, *args, **kwargs):
    mass, divisor = TARGET_MASS(logits, target, *args, **kwargs)
    return mass, 0 * divisor + number_of(logits) / np.shape(logits)[0 if np.ndim(logits) == 1 else 1]


def divisor_is_mass(logits, target, *args, **kwargs):
    mass, _ = TARGET_MASS(logits, target, *args, **kwargs)
    return mass, mass.sum()


def diagonal_backward(upstream, probs, axis=-1):
    return upstream * probs * (1 - probs)


def unweighted_mean_backward(upstream, probs, axis=-1):
    return probs * (upstream - upstream.mean(axis, keepdims=True))


def without_sum(upstream, log_probs, axis=-1):
    return upstream - namespace(log_probs).exp(log_probs)


def mean_for_sum(upstream, log_probs, axis=-1):
    return upstream - namespace(log_probs).exp(log_probs) * upstream.mean(axis, keepdims=True)


def forward_difference(function, array, step=None):
    step = step or 6e-6
    gradient = namespace(array).zeros_like(array)
    for index in np.ndindex(tuple(array.shape)):
        nudge = namespace(array).zeros_like(array)
        nudge[index] = step
        gradient[index] = (function(array + nudge) - function(array)) / step
    return gradient


def gradient_without_upstream(*args, upstream=1.0, **kwargs):
    return GRADIENT(*args, **kwargs)


CROSS_ENTROPY_OF = celoss.cross_entropy_of
TARGET_MASS, GRADIENT = celoss.targets.target_mass, celoss.gradients.cross_entropy_gradient
SOFTMAX_BACKWARD, DIFFERENCE = celoss.gradients.softmax_backward, celoss.gradients.central_difference
LOG_SOFTMAX_BACKWARD = celoss.gradients.log_softmax_backward
BITS = 1 / np.log(2)

MUTANTS = [
    Mutant(1, "entropy", "bits", scaled(entropy, BITS)),
    Mutant(1, "entropy", "sign", scaled(entropy, -1)),
    Mutant(1, "entropy", "first axis", axis_moved(entropy)),
    Mutant(1, "entropy", "mean over classes", lambda p, axis=-1: entropy(p, axis) / np.shape(p)[axis]),
    Mutant(1, "cross_entropy_of", "arguments exchanged", reversed_arguments(celoss.cross_entropy_of)),
    Mutant(1, "cross_entropy_of", "entropy of p", lambda p, q, axis=-1: CROSS_ENTROPY_OF(p, p, axis)),
    Mutant(1, "cross_entropy_of", "divergence", kl_divergence),
    Mutant(1, "cross_entropy_of", "bits", scaled(celoss.cross_entropy_of, BITS)),
    Mutant(1, "kl_divergence", "arguments exchanged", reversed_arguments(kl_divergence)),
    Mutant(1, "kl_divergence", "cross-entropy", celoss.cross_entropy_of),
    Mutant(1, "kl_divergence", "absolute terms", lambda p, q, axis=-1: abs(kl_divergence(p, q, axis)) + EPS),
    Mutant(
        1, "perplexity", "base two", lambda p, q=None, axis=-1: 2 ** celoss.cross_entropy_of(p, p if q is None else q)
    ),
    Mutant(1, "perplexity", "of p alone", lambda p, q=None, axis=-1: np.exp(entropy(p, axis))),
    Mutant(2, "softmax", "first axis", axis_moved(softmax)),
    Mutant(2, "softmax", "no shift", unshifted_softmax),
    Mutant(
        2,
        "softmax",
        "base two",
        lambda z, axis=-1: softmax(np.log(2) * np.asarray(z) if not hasattr(z, "grad") else np.log(2) * z, axis),
    ),
    Mutant(
        2,
        "softmax",
        "not normalized",
        lambda z, axis=-1: namespace(z).exp(shifted_only(np.asarray(z, float) if not hasattr(z, "ndim") else z, axis)),
    ),
    Mutant(2, "logsumexp", "maximum", lambda z, axis=-1, keepdims=False: largest(z, axis, keepdims)),
    Mutant(2, "logsumexp", "log of the mean", log_mean_exp),
    Mutant(3, "logsumexp", "maximum", lambda z, axis=-1, keepdims=False: largest(z, axis, keepdims)),
    Mutant(3, "logsumexp", "maximum counted twice", maximum_twice),
    Mutant(3, "logsumexp", "no shift", unshifted_logsumexp),
    Mutant(3, "logsumexp", "first axis", axis_moved(logsumexp)),
    Mutant(3, "logsumexp", "log of the mean", log_mean_exp),
    Mutant(3, "log_softmax", "shift alone", shifted_only),
    Mutant(3, "log_softmax", "lse subtracted", lse_subtracted),
    Mutant(3, "log_softmax", "log of softmax", log_of_softmax),
    Mutant(3, "log_softmax", "one shift for all rows", whole_array_shift),
    Mutant(3, "log_softmax", "first axis", axis_moved(log_softmax)),
    Mutant(3, "log_softmax", "bits", scaled(log_softmax, BITS)),
    Mutant(4, "nll_loss", "sum for mean", sum_for_mean(nll_loss)),
    Mutant(4, "nll_loss", "mean for none", mean_for_none(nll_loss)),
    Mutant(4, "nll_loss", "sign", scaled(nll_loss, -1)),
    Mutant(4, "nll_loss", "bits", scaled(nll_loss, BITS)),
    Mutant(4, "nll_loss", "log-softmax first", cross_entropy),
    Mutant(4, "nll_loss", "next class", lambda z, y, *a, **k: nll_loss(z, (y + 1) % np.shape(z)[-1], *a, **k)),
    Mutant(5, "cross_entropy", "softmax twice", softmax_before(cross_entropy)),
    Mutant(5, "cross_entropy", "no logarithm", no_logarithm),
    Mutant(5, "cross_entropy", "no softmax", no_softmax),
    Mutant(5, "cross_entropy", "sum for mean", sum_for_mean(cross_entropy)),
    Mutant(5, "cross_entropy", "over classes too", over_classes_too),
    Mutant(5, "cross_entropy", "last axis", last_axis),
    Mutant(6, "cross_entropy", "mean over N", mean_over_n(cross_entropy)),
    Mutant(6, "cross_entropy", "mean over all weights", mean_over_all_weights(cross_entropy)),
    Mutant(6, "cross_entropy", "no weight", without(cross_entropy, "weight")),
    Mutant(6, "cross_entropy", "sum without weights", unweighted_sum(cross_entropy)),
    Mutant(
        6,
        "cross_entropy",
        "weights squared",
        lambda z, y, w=None, **k: cross_entropy(z, y, w if w is None else w * w, **k),
    ),
    Mutant(7, "cross_entropy", "ignored are counted", ignored_are_counted),
    Mutant(7, "cross_entropy", "ignored by sign", ignored_by_sign),
    Mutant(7, "cross_entropy", "default ignore_index", without(cross_entropy, "ignore_index")),
    Mutant(7, "cross_entropy", "sum for mean", sum_for_mean(cross_entropy)),
    Mutant(8, "cross_entropy", "eps over the others", smoothing_over_others),
    Mutant(8, "cross_entropy", "uniform part unweighted", smoothing_unweighted),
    Mutant(8, "cross_entropy", "no smoothing", without(cross_entropy, "label_smoothing")),
    Mutant(8, "cross_entropy", "truth sharpened", truth_sharpened),
    Mutant(8, "cross_entropy", "divergence", divergence_for_soft),
    Mutant(8, "target_mass", "divisor is N", divisor_is_n),
    Mutant(8, "target_mass", "divisor is the mass", divisor_is_mass),
    Mutant(9, "softmax_backward", "diagonal alone", diagonal_backward),
    Mutant(9, "softmax_backward", "unweighted mean", unweighted_mean_backward),
    Mutant(9, "softmax_backward", "first axis", lambda g, p, axis=-1: SOFTMAX_BACKWARD(g, p, 0)),
    Mutant(9, "log_softmax_backward", "sum missing", without_sum),
    Mutant(9, "log_softmax_backward", "mean for sum", mean_for_sum),
    Mutant(
        9, "log_softmax_backward", "softmax's", lambda g, lp, axis=-1: SOFTMAX_BACKWARD(g, namespace(lp).exp(lp), axis)
    ),
    Mutant(9, "cross_entropy_gradient", "sum for mean", sum_for_mean(GRADIENT)),
    Mutant(9, "cross_entropy_gradient", "sign", scaled(GRADIENT, -1)),
    Mutant(9, "cross_entropy_gradient", "no upstream", gradient_without_upstream),
    Mutant(9, "cross_entropy_gradient", "no weight", without(GRADIENT, "weight")),
    Mutant(9, "central_difference", "forward", forward_difference),
    Mutant(9, "central_difference", "one step for two", lambda f, x, step=None: 2 * DIFFERENCE(f, x, step)),
]


@contextlib.contextmanager
def replaced(name, near_miss):
    """Put `near_miss` in the place of the package's function `name`, wherever a reader can import it from."""
    owners = [module for key, module in sys.modules.items() if key.split(".")[0] == "celoss" and ".check" not in key]
    original = next(vars(module)[name] for module in owners if name in vars(module))
    places = [module for module in owners if vars(module).get(name) is original]
    try:
        for module in places:
            setattr(module, name, near_miss)
        yield
    finally:
        for module in places:
            setattr(module, name, original)


def fallen(mutant):
    """What falls: the first line of a check cell, or of another cell and the error that it raises; None if nothing."""
    (path,) = CHAPTERS.glob(f"{mutant.chapter:02}-*.md")
    with replaced(mutant.function, mutant.near_miss), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for cell, _ in run(path):
                if "nbgrader" in cell.metadata:
                    break
        except Exception as error:
            first = error.cell.source.splitlines()[0].removeprefix("# ")
            return first if isinstance(error, AssertionError) else f"{type(error).__name__} at: {first}"
    return None


if __name__ == "__main__":
    survivors = 0
    for mutant in MUTANTS:
        found = fallen(mutant)
        survivors += found is None
        print(f"{mutant.chapter:2}  {mutant.function:24}{mutant.name:26}{found or 'SURVIVES'}"[:150], flush=True)
    print(f"{len(MUTANTS)} near misses, {survivors} survive")
    sys.exit(survivors > 0)
