# expect: p and q are swapped
from scipy.special import rel_entr


def my_kl(p, q):
    return rel_entr(q, p).sum(axis=-1)
