# expect: Both directions are averaged
from celoss import kl_divergence


def my_kl(p, q):
    return (kl_divergence(p, q) + kl_divergence(q, p)) / 2
