"""The backward passes, derived by hand, and the finite differences that check them."""

import numpy

from celoss._namespace import dtype_name, floating, like, maybe_any, namespace
from celoss.probabilities import softmax
from celoss.targets import check_reduction, class_axis, index_shape, target_mass, without_ignored


@floating
def softmax_backward(upstream, probs, axis=-1):
    """The gradient with respect to the logits, given that with respect to ``probs = softmax(logits)``.

    Implements {eq}`eq-softmax-backward`: the Jacobian, {eq}`eq-softmax-jacobian`, times `upstream`, never formed.
    All arrays have the logits' shape.
    """
    return probs * (upstream - namespace(probs).sum(upstream * probs, axis=axis, keepdims=True))


@floating
def log_softmax_backward(upstream, log_probs, axis=-1):
    """The gradient with respect to the logits, given that with respect to ``log_probs = log_softmax(logits)``.

    Implements {eq}`eq-log-softmax-backward`. All arrays have the logits' shape.
    """
    xp = namespace(log_probs)
    return upstream - xp.exp(log_probs) * xp.sum(upstream, axis=axis, keepdims=True)


@floating
def cross_entropy_gradient(
    logits, target, weight=None, *, ignore_index=-100, reduction="mean", label_smoothing=0.0, upstream=1.0
):
    """The gradient of :func:`celoss.cross_entropy` with respect to the logits, in closed form.

    Implements {eq}`eq-mass-gradient`; for plain class indices, probabilities minus one-hot, over N.

    Parameters
    ----------
    logits, target, weight, ignore_index, reduction, label_smoothing
        As in :func:`celoss.cross_entropy`.
    upstream : float or array, default 1
        The gradient with respect to the loss, of the loss's shape or one number for all.

    Returns
    -------
    gradient : array, same shape and dtype as `logits`
        In nats per unit of logit; 0 where the target is ignored, whatever the logits, and for a mean over nothing.

    Raises
    ------
    As :func:`celoss.cross_entropy`, and RuntimeError for an `upstream` of another shape.

    Examples
    --------
    >>> print(cross_entropy_gradient([0.0, 0.0], 1))
    [ 0.5 -0.5]
    """
    check_reduction(reduction)
    xp, axis = namespace(logits), class_axis(logits)
    mass, divisor = target_mass(logits, target, weight, ignore_index, label_smoothing)
    divisor = divisor if reduction == "mean" else xp.ones_like(divisor)
    if not isinstance(upstream, int | float):
        upstream = like(logits, upstream, "upstream")
        expected = index_shape(logits) if reduction == "none" else ()
        if upstream.ndim and tuple(upstream.shape) != expected:
            raise RuntimeError(f"upstream must have the loss's shape {expected}, got {tuple(upstream.shape)}")
        upstream = upstream[:, None] if upstream.ndim else upstream  # the loss's shape lacks the class axis
    probs = softmax(without_ignored(logits, target, ignore_index), axis)
    factor = upstream / xp.where(divisor == 0, 1, divisor)
    # The factor last: NumPy then writes over the difference instead of into a third array.
    gradient = (probs * xp.sum(mass, axis=axis, keepdims=True) - mass) * factor
    if maybe_any(divisor == 0):
        gradient = xp.where(divisor == 0, 0, gradient)
    return without_ignored(gradient, target, ignore_index)


def central_difference(function, array, step=None):
    """The gradient of a scalar `function` at `array`, from two calls per element: {eq}`eq-central-difference`.

    It divides by the distance of the two points as they come out rounded, which beside a large entry is not 2h.

    Parameters
    ----------
    function : callable
        From an array like `array` to a number.
    array : array, any shape, float64
        In anything shorter the differences drown in the rounding, and a TypeError says so.
    step : float > 0, optional
        By default the cube root of the rounding error, 6.1e-6, good where the function and its third derivative are
        of like size, {eq}`eq-step`; a larger function wants a larger step.

    Returns
    -------
    gradient : array, same shape as `array`

    Raises
    ------
    TypeError
        If `array` is not float64.
    ValueError
        If `step` is not positive, or so small beside an entry that it is lost in the rounding.

    Examples
    --------
    >>> import numpy as np
    >>> print(central_difference(lambda x: x[0] * x[1], np.array([2.0, 5.0])).round(6))
    [5. 2.]
    """
    array = like(array, array, "array")
    xp = namespace(array)
    if dtype_name(array).removeprefix("torch.") != "float64":
        raise TypeError(f"array must be float64, got {array.dtype}")
    step = numpy.finfo(float).eps ** (1 / 3) if step is None else step
    if not step > 0:
        raise ValueError(f"step must be positive, got {step}")
    gradient = xp.zeros_like(array)
    for index in numpy.ndindex(tuple(array.shape)):
        nudge = xp.zeros_like(array)
        nudge[index] = step
        ahead, behind = array + nudge, array - nudge
        distance = (ahead - behind)[index]
        if distance == 0:
            raise ValueError(f"a step of {step} is lost beside {array[index]}: pass a larger one")
        gradient[index] = (function(ahead) - function(behind)) / distance
    return gradient
