# expect: the divergence is their sum
from scipy.special import rel_entr


def my_kl(p, q):
    return rel_entr(p, q).mean(axis=-1)
