"""Surprise and its averages: entropy, cross-entropy, divergence and perplexity of given distributions, in nats."""

from celoss._namespace import cast, floating, like, namespace

# How far a sum may be from one: as far as that of a softmax that was rounded to 16 bits. bfloat16 moves a probability
# by up to 2**-8 of its size (twice that is allowed); float16, whose smallest number is 2**-24, a small one by 2**-25.
RELATIVE, FOR_EACH_CLASS = 2.0**-7, 2.0**-25


@floating
def cross_entropy_of(p, q, axis=-1):
    """The mean surprise of a model `q` at outcomes drawn from `p`.

    Implements {eq}`eq-cross-entropy`. Where `p` is 0 the term is 0, whatever `q`.

    Parameters
    ----------
    p, q : array, shape (..., C, ...)
        Probabilities: not negative, with sum one along `axis`, to within the rounding of a softmax in 16 bits
        (2**-7, and 2**-25 for each class). Their shapes broadcast; `q` is cast to the dtype of `p`.
    axis : int, default -1
        The class axis; negative where `p` and `q` have different numbers of axes.

    Returns
    -------
    array, the shape to which `p` and `q` broadcast, without `axis`
        In nats (divide by ``log(2)`` for bits); ``inf`` where `q` is 0 (in the dtype of `p`) and `p` is not.

    Raises
    ------
    ValueError
        If `p` or `q` is no distribution along `axis`, or their numbers of classes differ.
    IndexError
        An axis that `p` or `q` does not have.
    NotImplementedError
        A tensor `p` that is not floating point.

    Examples
    --------
    >>> print(cross_entropy_of([0.5, 0.3, 0.2], [0.2, 0.5, 0.3]).round(4))
    1.2535
    """
    xp, q = namespace(p), distributions(p, q, axis)
    # From 0, not -sum: the entropy of a sure class is 0, not -0.
    return 0 - xp.sum(p * xp.log(xp.where((p == 0) & (q == 0), 1, q)), axis=axis)


def entropy(p, axis=-1):
    """The mean surprise of a distribution at its own outcomes, in nats: from 0 (a sure class) to ``log(C)``.

    Implements {eq}`eq-entropy` (Shannon 1948); arguments and errors as in :func:`cross_entropy_of`. Where the sum of
    `p` misses one, within the tolerance, it may lie a little above ``log(C)`` or below 0.

    Examples
    --------
    >>> print(entropy([0.5, 0.25, 0.25, 0.0]).round(6))  # 1.5 bits
    1.039721
    """
    return cross_entropy_of(p, p, axis)


@floating
def kl_divergence(p, q, axis=-1):
    """The nats that `q` costs beyond the entropy of `p`: 0 for equals and, but for rounding, never negative.

    Implements {eq}`eq-kl` (Kullback and Leibler 1951); arguments and errors as in :func:`cross_entropy_of`. Where `p`
    is 0 the term is 0, whatever `q`. The rounding is that of `p` and `q`, too: they may not sum to one exactly.

    Examples
    --------
    >>> print(kl_divergence([0.5, 0.3, 0.2], [0.2, 0.5, 0.3]).round(4))
    0.2238
    """
    xp, q = namespace(p), distributions(p, q, axis)
    # One sum, not the difference of two: that would round at their size.
    return xp.sum(p * (xp.log(xp.where(p == 0, 1, p)) - xp.log(xp.where(p == 0, 1, q))), axis=axis)


@floating
def perplexity(p, q=None, axis=-1):
    """The number of equally likely classes that would surprise as much as `q` (by default `p` itself) does at `p`.

    Implements {eq}`eq-perplexity`; arguments and errors as in :func:`cross_entropy_of`.

    Examples
    --------
    >>> print(perplexity([0.25, 0.25, 0.25, 0.25]).round(6))
    4.0
    """
    nats = cross_entropy_of(p, p if q is None else q, axis)
    return namespace(nats).exp(nats)


def distributions(p, q, axis):
    """`q` in the dtype of `p`, or a ValueError unless both are distributions over the same classes along `axis`."""
    q = cast(like(p, q, "q"), p.dtype)
    shapes = f"got shapes {tuple(p.shape)} and {tuple(q.shape)}"
    if axis >= 0 and p.ndim != q.ndim:
        raise ValueError(f"p and q must match along axis {axis}, {shapes} (count the axis from the end: -1, -2, ...)")
    if not -min(p.ndim, q.ndim) <= axis < p.ndim:
        raise IndexError(f"axis {axis} is out of range for p or q, {shapes}")
    if p.shape[axis] != q.shape[axis]:
        raise ValueError(f"p and q must match along axis {axis}, {shapes}")
    for name, probs in (("p", p), ("q", q)):
        if (probs < 0).any():
            raise ValueError(f"{name} must not be negative, got {float(probs.min()):.6g}")
        sums = namespace(p).sum(probs, axis=axis)
        wrong = ~(abs(sums - 1) <= RELATIVE + FOR_EACH_CLASS * probs.shape[axis])
        if wrong.any():
            raise ValueError(f"{name} must sum to one along axis {axis}, got the sum {float(sums[wrong][0]):.6g}")
    return q
