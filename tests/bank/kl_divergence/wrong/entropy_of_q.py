# expect: The entropy of q is taken off
from scipy.special import entr, xlogy


def my_kl(p, q):
    return -xlogy(p, q).sum(-1) - entr(q).sum(-1)
