"""From scores to probabilities: softmax, log_softmax and logsumexp, for logits of any size."""

from celoss._namespace import floating, namespace


@floating
def softmax(logits, axis=-1):
    """Probabilities proportional to the exponentials of the logits.

    Implements {eq}`eq-softmax`, with the largest logit subtracted first: no exponential overflows.

    Parameters
    ----------
    logits : array, shape (..., C, ...)
        Unnormalized log-probabilities; any real number, or ``-inf`` to forbid a class.
    axis : int, default -1
        The class axis.

    Returns
    -------
    probs : array, same shape and dtype as `logits`
        In [0, 1], with sum one along `axis` but for rounding (NumPy's sum along an axis that is not the last can lose
        many terms beside a large one: 50,000 in float32 came to 1.003); nan where a logit is ``+inf`` or all are
        ``-inf``, as in torch.

    Raises
    ------
    IndexError
        An axis that `logits` does not have.
    NotImplementedError
        A tensor that is not floating point. (Lists and NumPy integers are taken as float64.)

    Examples
    --------
    >>> import numpy as np
    >>> print(softmax(np.log([1.0, 2.0, 5.0])))
    [0.125 0.25  0.625]
    """
    xp = namespace(logits)
    exps = xp.exp(logits - largest(logits, axis))
    return exps / xp.sum(exps, axis=axis, keepdims=True)


@floating
def log_softmax(logits, axis=-1):
    """Log-probabilities of the classes, in nats, of the shape and dtype of `logits`.

    Implements {eq}`eq-log-softmax`: the largest logit is subtracted before anything is exponentiated.
    Parameters and errors as in :func:`softmax`. As in torch, with two classes a log-probability between 0 and about
    -6e-8 (float32) becomes 0, which {eq}`eq-log1p` would avoid, and logits further apart than the largest number give
    ``-inf``. With many classes a larger one can become 0, above all in NumPy along an axis that is not the last.

    Examples
    --------
    >>> print(log_softmax([[1000.0, 0.0]]))
    [[    0. -1000.]]
    """
    xp = namespace(logits)
    shifted = logits - largest(logits, axis)
    # Not `logits - logsumexp(logits)`: that rounds at the size of the logits before it subtracts.
    return shifted - xp.log(xp.sum(xp.exp(shifted), axis=axis, keepdims=True))


@floating
def logsumexp(logits, axis=-1, keepdims=False):
    """The logarithm of the sum of exponentials, in nats: between the largest logit and that plus ``log(C)``.

    Implements {eq}`eq-logsumexp`. The result has the shape of `logits` without `axis`, or with `keepdims` with
    length one there; ``-inf`` where all logits are, ``inf`` where one is. Parameters and errors as in :func:`softmax`.

    Examples
    --------
    >>> print(logsumexp([-1000.0, -1000.0]).round(6))
    -999.306853
    """
    xp = namespace(logits)
    shift = largest(logits, axis)
    shift = xp.where(xp.isfinite(shift), shift, 0)  # an infinite one would make inf - inf, nan
    lse = shift + xp.log(xp.sum(xp.exp(logits - shift), axis=axis, keepdims=True))
    return lse if keepdims else xp.squeeze(lse, axis)


def largest(logits, axis):
    """The largest logit along `axis`, kept as an axis of length one; of no logits, minus infinity."""
    xp = namespace(logits)
    if 0 in logits.shape and logits.shape[axis] == 0:
        return xp.sum(logits, axis=axis, keepdims=True) - xp.inf
    return xp.amax(logits, axis=axis, keepdims=True)
