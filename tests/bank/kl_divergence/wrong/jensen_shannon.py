# expect: That is the Jensen-Shannon divergence
from scipy.special import rel_entr


def my_kl(p, q):
    middle = 0.5 * (p + q)
    return 0.5 * rel_entr(p, middle).sum(-1) + 0.5 * rel_entr(q, middle).sum(-1)
