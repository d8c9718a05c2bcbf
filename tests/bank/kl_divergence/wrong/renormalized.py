# expect: q is made to sum to 1 over the classes that p allows
import numpy as np
from scipy.special import rel_entr


def my_kl(p, q):
    q = np.where(p == 0, 0, q)
    return rel_entr(p, q / q.sum(axis=-1, keepdims=True)).sum(axis=-1)
