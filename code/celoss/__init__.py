"""The cross-entropy loss from the ground up: each equation written once, for NumPy arrays and PyTorch tensors."""

from celoss.functional import cross_entropy, nll_loss
from celoss.gradients import cross_entropy_gradient
from celoss.information import cross_entropy_of, entropy, kl_divergence, perplexity
from celoss.probabilities import log_softmax, logsumexp, softmax

__all__ = [
    "cross_entropy",
    "cross_entropy_gradient",
    "cross_entropy_of",
    "entropy",
    "kl_divergence",
    "log_softmax",
    "logsumexp",
    "nll_loss",
    "perplexity",
    "softmax",
]
