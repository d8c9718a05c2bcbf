# expect: their sum over the classes is missing
from scipy.special import rel_entr


def my_kl(p, q):
    return rel_entr(p, q)
