"""Checks of the book's exercises: each takes a learner's answer and gives a verdict.

``check.softmax(my_softmax)`` is "not attempted yet", "not yet" with a failing case and a hint, or "passed"; it is "no
verdict" where the check itself fails. With ``CELOSS_STRICT=1`` all but a pass raise :class:`NotPassed`.
"""

from celoss.check._core import Check, number
from celoss.check._verdict import NotPassed
from celoss.check.chapter1 import entropy, fair_code, kl_divergence, one_way
from celoss.check.chapter2 import shift_invariance, softmax, softmax_jacobian, temperature
from celoss.check.chapter3 import dying_gradient, log_softmax, logsumexp, worse_shift
from celoss.check.chapter4 import first_loss, masked_mean, nll, reductions
from celoss.check.chapter5 import cross_entropy, k_dimensions, softmax_twice, training_step
from celoss.check.chapter6 import gradient_shares, resampling, weighted_mean
from celoss.check.chapter7 import accumulation, all_ignored, ignore_index, perplexity
from celoss.check.chapter8 import label_smoothing, mixup, soft_targets, two_smoothings
from celoss.check.chapter9 import (
    autograd_function,
    cross_entropy_backward,
    hessian_vector_product,
    log_softmax_backward,
    softmax_backward,
)
from celoss.check.chapter10 import array_writes, chunked_loss, held_bytes, saved_output

__all__ = [
    "Check",
    "NotPassed",
    "accumulation",
    "all_ignored",
    "array_writes",
    "autograd_function",
    "chunked_loss",
    "cross_entropy",
    "cross_entropy_backward",
    "dying_gradient",
    "entropy",
    "fair_code",
    "first_loss",
    "gradient_shares",
    "held_bytes",
    "hessian_vector_product",
    "ignore_index",
    "k_dimensions",
    "kl_divergence",
    "label_smoothing",
    "log_softmax",
    "log_softmax_backward",
    "logsumexp",
    "masked_mean",
    "mixup",
    "nll",
    "number",
    "one_way",
    "perplexity",
    "reductions",
    "resampling",
    "saved_output",
    "shift_invariance",
    "soft_targets",
    "softmax",
    "softmax_backward",
    "softmax_jacobian",
    "softmax_twice",
    "temperature",
    "training_step",
    "two_smoothings",
    "weighted_mean",
    "worse_shift",
]
