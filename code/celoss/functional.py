"""The losses under torch's names: scores to log-probabilities, target to mass, the two to a loss."""

from celoss._namespace import floating, namespace
from celoss.losses import negative_log_likelihood, reduce
from celoss.probabilities import log_softmax
from celoss.targets import check_reduction, class_axis, index_mass, target_mass, without_ignored


@floating
def cross_entropy(logits, target, weight=None, *, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The cross-entropy between a target and the softmax of the logits, as `torch.nn.functional.cross_entropy`.

    Implements {eq}`eq-mass-loss`; for plain class indices that is {eq}`eq-cross-entropy-logits`.

    Parameters
    ----------
    logits : array, shape (C), (N, C) or (N, C, d1, ..., dK)
        Unnormalized log-probabilities, never probabilities.
    target : array
        Class indices: integers in [0, C) or `ignore_index`, of the logits' shape without the class axis.
        Or class probabilities: floating point, of the logits' shape. Their sum is not checked.
    weight : array, shape (C), optional
        A factor for each class; converted to the logits' dtype, beside 16-bit logits to float32.
    ignore_index : int, default -100
        Places with this class index add nothing to sum, mean or gradient, even if their logits are nan or infinite.
    reduction : {"mean", "sum", "none"}
        "mean" divides by the sum of the kept targets' weights; for probabilities, by the number of examples.
    label_smoothing : float in [0, 1], default 0
        The share of the truth that is spread evenly over all classes.

    Returns
    -------
    array, the dtype of `logits`: a scalar, or for "none" the logits' shape without the class axis
        In nats. A mean over nothing (no example, all ignored, weights that sum to 0) is nan, with gradient 0.

    Raises
    ------
    IndexError
        A class index out of range (negative ones too, except `ignore_index`), or logits without classes.
    NotImplementedError
        Logits that are an integer tensor (often the two arguments, swapped), booleans, complex numbers or strings.
    RuntimeError
        A target of the wrong shape or dtype (integer one-hot among them), a weight of the wrong length,
        a label_smoothing outside [0, 1], an ignore_index >= 0 with class probabilities.
    TypeError
        NumPy arrays and tensors, mixed; masked arrays; what is no array of numbers; no `logits`; an ignore_index that
        is no integer; a label_smoothing that is no number.
    ValueError
        A batch size that differs, an unknown reduction, lists whose rows differ in length.

    Notes
    -----
    Where this differs from torch: the result has the dtype of `logits`, whatever the target's; any integer dtype is
    taken for indices, any real one for weights; a weight may require a gradient, with indices too; 16-bit sums are
    made in float32, so they overflow later; a mass of 0 times a log-probability of ``-inf`` is 0, not nan; a mean over
    weights that sum to 0 has gradient 0, not nan, and is nan, never infinite, even if the weights have both signs;
    logits that are nan, infinite or all ``-inf`` have gradient 0, not nan, where the target is ignored; a
    label_smoothing below 0 or nan, and a target of shape (1) for logits of shape (C), are errors. The range of the
    indices is looked at, so ``torch.func.vmap`` over them, and tensors without data, are not supported, and a GPU is
    waited for.

    Examples
    --------
    >>> logits = [[2.0, 0.5, 1.0], [0.5, 2.0, 1.5]]
    >>> print(cross_entropy(logits, [0, 2]).round(5), cross_entropy(logits, [0, 2], weight=[1, 2, 3]).round(5))
    0.78425 0.94419
    """
    check_reduction(reduction)
    axis = class_axis(logits)
    mass, divisor = target_mass(logits, target, weight, ignore_index, label_smoothing)
    log_probs = log_softmax(without_ignored(logits, target, ignore_index), axis)
    return reduce(negative_log_likelihood(log_probs, mass, axis), reduction, divisor)


@floating
def nll_loss(log_probs, target, weight=None, *, ignore_index=-100, reduction="mean"):
    """Minus the target's log-probability, as `torch.nn.functional.nll_loss`: it takes no logarithm.

    Implements {eq}`eq-nll`. Parameters, result and errors are those of :func:`cross_entropy`, with log-probabilities
    (any array: they are not checked) for logits, and class indices alone.

    Examples
    --------
    >>> import numpy as np
    >>> print(nll_loss(np.log([[0.5, 0.25, 0.25]]), [1]).round(6))  # two bits
    1.386294
    """
    check_reduction(reduction)
    mass, divisor = index_mass(log_probs, target, weight, ignore_index)
    # Of each example the target's entry is read, and of the ignored ones none: whatever stands elsewhere, even nan.
    picked, _ = index_mass(log_probs, target, None, ignore_index)
    log_probs = namespace(log_probs).where(picked == 0, 0, log_probs)
    return reduce(negative_log_likelihood(log_probs, mass, class_axis(log_probs)), reduction, divisor)
