# expect: The probabilities are divided by T
from celoss import softmax


def my_temperature(logits, wanted):
    return softmax(logits).max() / wanted
