"""The loss of each example, and what `reduction` makes of the losses: all of them, their mean or their sum."""

from celoss._namespace import maybe_any, namespace


def negative_log_likelihood(log_probs, mass, axis):
    """Minus the sum over classes of mass times log-probability: {eq}`eq-mass-loss`, the loss of each example.

    Where the mass is 0 the term is 0, even if the log-probability is infinite. A nan stays nan: so is its gradient.
    """
    xp = namespace(log_probs)
    losses = 0 - xp.sum(mass * log_probs, axis=axis)  # not -sum: nothing lost is 0, not -0
    if maybe_any(xp.isnan(losses)):
        # Of 0 * -inf, perhaps: again, masked before it is multiplied. Only there: elsewhere a mass of 0 has a gradient.
        log_probs = xp.where((mass == 0) & xp.isinf(log_probs), 0, log_probs)
        losses = 0 - xp.sum(mass * log_probs, axis=axis)
    return losses


def reduce(losses, reduction, divisor):
    """The losses themselves ("none"), their sum, or their sum over `divisor` ("mean"): {eq}`eq-reductions`.

    A mean over a divisor of 0 is nan, with gradient 0.
    """
    xp = namespace(losses)
    if reduction == "none":
        return losses
    total = xp.sum(losses)
    if reduction == "sum":
        return total
    # Divide by 1 in the branch not taken, or its gradient, inf * 0, turns every logit's gradient into nan.
    return xp.where(divisor == 0, xp.nan, total / xp.where(divisor == 0, 1, divisor))
