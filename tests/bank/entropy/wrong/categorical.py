# expect: away from 0 and from 1 in the logarithm
from torch.distributions import Categorical


def my_entropy(p):
    return Categorical(probs=p).entropy()
