# expect: That is the perplexity
import numpy as np
from scipy.special import entr


def my_entropy(p):
    return np.exp(entr(p).sum(axis=-1))
