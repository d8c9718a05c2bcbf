"""Every option but `reduction` edits one array, the mass, and its divisor.

The mass says how much each class of each example counts, the divisor what a mean of the losses is divided by.
"""

import operator

from celoss._namespace import arange, cast, is_floating, is_integer, like, maybe_any, namespace

REDUCTIONS = ("none", "mean", "sum")


def target_mass(logits, target, weight=None, ignore_index=-100, label_smoothing=0.0):
    """The mass of `target`, {eq}`eq-mass`, and the divisor of its mean: an array like `logits` and a scalar.

    As in torch the shape decides: a target of the logits' shape holds probabilities, any other class indices.
    Arguments and errors are those of :func:`celoss.cross_entropy`.
    """
    target = like(logits, target, "target")
    make_mass = probability_mass if target.shape == logits.shape else index_mass
    return make_mass(logits, target, weight, ignore_index, label_smoothing)


def index_mass(logits, target, weight=None, ignore_index=-100, label_smoothing=0.0):
    """Mass of class indices; the divisor is the sum of the kept targets' weights."""
    xp = namespace(logits)
    target, kept = kept_classes(logits, like(logits, target, "target"), ignore_index)
    classes = per_class(logits, arange(num_classes(logits), logits))
    # An ignored target becomes -1, which is no class: its example has neither truth nor a share of the smoothing.
    one_hot = cast(classes == xp.where(kept, target, -1), logits.dtype)
    truth = smooth(one_hot, label_smoothing, cast(kept, logits.dtype) / num_classes(logits))
    if weight is None:
        return truth, cast(xp.sum(kept), logits.dtype)
    weight = class_weights(logits, weight)
    mass = weight * truth
    if maybe_any(~xp.isfinite(weight)):
        # 1 / counts is infinite for a class without examples, and 0 * inf is nan.
        mass = xp.where(truth == 0, 0, mass)
    return mass, xp.sum(weight.reshape(-1)[target[kept]])


def probability_mass(logits, target, weight=None, ignore_index=-100, label_smoothing=0.0):
    """Mass of class probabilities, which need not sum to one; the divisor is the number of examples."""
    xp = namespace(logits)
    check_probabilities(logits, target, ignore_index)
    truth = smooth(cast(target, logits.dtype), label_smoothing, 1 / num_classes(logits))
    mass = truth if weight is None else class_weights(logits, weight) * truth
    return mass, xp.sum(xp.ones_like(logits)) / num_classes(logits)


def without_ignored(array, target, ignore_index):
    """`array`, shaped like the logits, with 0 wherever the target is `ignore_index`, whatever stood there.

    A mass of 0 alone does not keep out the nan or infinity of an ignored place: its gradient would be nan too.
    """
    target = like(array, target, "target")
    if target.shape == array.shape:
        return array  # class probabilities: none is ignored
    ignored = class_indices(array, target) == ignore_index
    return namespace(array).where(ignored, 0, array) if maybe_any(ignored) else array


def smooth(truth, label_smoothing, uniform):
    """The truth, mixed with the uniform distribution."""
    check_smoothing(label_smoothing)
    return (1 - label_smoothing) * truth + label_smoothing * uniform if label_smoothing else truth


def check_reduction(reduction):
    """A ValueError, as in torch, unless `reduction` is one of the three."""
    if reduction not in REDUCTIONS:
        raise ValueError(f"reduction must be one of {REDUCTIONS}, got {reduction!r}")


def check_smoothing(label_smoothing):
    """A RuntimeError, as in torch, unless `label_smoothing` is in [0, 1]; torch takes nan and negative ones as 0."""
    try:
        inside = 0.0 <= label_smoothing <= 1.0
    except TypeError:
        raise TypeError(f"label_smoothing must be a number, got {label_smoothing!r}") from None
    if not inside:
        raise RuntimeError(f"label_smoothing must be between 0.0 and 1.0, got {label_smoothing}")


def check_probabilities(logits, target, ignore_index):
    """A RuntimeError, as in torch, for a target of the logits' shape that cannot hold class probabilities."""
    if not is_floating(target):
        raise RuntimeError(
            f"a target of class probabilities must be floating point, got {target.dtype}: "
            f"pass class indices of shape {index_shape(logits)}, or convert the one-hot array to {logits.dtype}"
        )
    if integer(ignore_index) >= 0:
        raise RuntimeError(f"ignore_index is not supported for a target of class probabilities, got {ignore_index}")


def integer(ignore_index):
    """`ignore_index` as an int; as in torch a TypeError for a float or a bool, a ValueError beyond 64 bits."""
    try:
        value = operator.index(None if isinstance(ignore_index, bool) else ignore_index)
    except TypeError:
        raise TypeError(f"ignore_index must be an integer, got {ignore_index!r}") from None
    if not -(2**63) <= value < 2**63:
        raise ValueError(f"ignore_index must fit in 64 bits, got {value}")
    return value


def kept_classes(logits, target, ignore_index):
    """The target in int64 with a class axis of length one, and where it is not `ignore_index`; an error if invalid."""
    target = class_indices(logits, target)
    kept = target != integer(ignore_index)
    outside = kept & ((target < 0) | (target >= num_classes(logits)))
    if outside.any():
        wanted = f"{ignore_index} (ignore_index) or in [0, {num_classes(logits)})"
        raise IndexError(f"target must be {wanted}, got {int(target[outside][0])}")
    return target, kept


def class_indices(logits, target):
    """The target in int64, with a class axis of length one; an error that says what shape was expected."""
    expected = index_shape(logits)
    if tuple(target.shape) != expected:
        # torch's two types: ValueError when the batch differs, RuntimeError for the rest.
        other_batch = target.shape[:1] != expected[:1] and not (logits.ndim == 1 and target.ndim > 1)
        error = ValueError if other_batch else RuntimeError
        raise error(
            f"target must have shape {expected} (class indices) or, in cross_entropy, {tuple(logits.shape)} "
            f"(probabilities) for {num_classes(logits)} classes on axis {class_axis(logits)}, got {tuple(target.shape)}"
        )
    if not is_integer(target):
        raise RuntimeError(f"a target of class indices must hold integers, got {target.dtype}")
    # In int64 before it is compared: to an unsigned byte, -100 is 156.
    wide = cast(target, namespace(target).int64)
    if "uint" in str(target.dtype) and (wide < 0).any():
        raise IndexError(f"target must be in [0, {num_classes(logits)}), got {int(wide[wide < 0][0]) + 2**64}")
    return wide[None] if class_axis(logits) == 0 else wide[:, None]


def class_weights(logits, weight):
    """The weights (1 by default) in the logits' dtype, shaped to broadcast along the class axis."""
    if weight is None:
        return 1
    weight = like(logits, weight, "weight")
    if tuple(weight.shape) != (num_classes(logits),):
        raise RuntimeError(f"weight must have shape ({num_classes(logits)},), one a class, got {tuple(weight.shape)}")
    if not (is_floating(weight) or is_integer(weight)):
        raise RuntimeError(f"weight must hold real numbers, got {weight.dtype}")
    return per_class(logits, cast(weight, logits.dtype))


def per_class(logits, values):
    """C values in a shape that broadcasts along the class axis of `logits`."""
    return values.reshape((-1,) + (1,) * (logits.ndim - 1 - class_axis(logits)))


def class_axis(logits):
    """1 as in torch, for logits (N, C) or (N, C, d1, ...); 0 for one example, (C)."""
    axis = 0 if logits.ndim == 1 else 1
    if logits.ndim == 0 or logits.shape[axis] == 0:
        raise IndexError(f"logits must have shape (C), (N, C) or (N, C, d1, ...) with C > 0, got {tuple(logits.shape)}")
    return axis


def num_classes(logits):
    return logits.shape[class_axis(logits)]


def index_shape(logits):
    """The logits' shape without the class axis."""
    axis = class_axis(logits)
    return tuple(logits.shape[:axis] + logits.shape[axis + 1 :])
