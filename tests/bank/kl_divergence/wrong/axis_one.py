# expect: which a single pair does not have
from scipy.special import rel_entr


def my_kl(p, q):
    return rel_entr(p, q).sum(axis=1)
