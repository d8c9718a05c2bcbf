# expect: it is not divided yet
from scipy.special import log_softmax


def my_weighted_mean(logits, target, weight):
    loss = 0
    for i in range(len(target)):
        loss -= weight[target[i]] * log_softmax(logits[i])[target[i]]
    return loss
