# expect: go through a softmax
from scipy.special import softmax


def my_shares(target, weight):
    return softmax(weight[target])
