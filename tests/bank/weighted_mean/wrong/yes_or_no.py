# expect: The weights are taken for yes or no
from celoss import cross_entropy


def my_weighted_mean(logits, target, weight):
    heavy = weight[target] != 0
    return cross_entropy(logits[heavy], target[heavy])
