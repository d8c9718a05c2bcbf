# expect: An infinity is replaced
import math


def my_nll(log_probs, target):
    total = 0.0
    for n in range(len(target)):
        loss = -float(log_probs[n][target[n]])
        total += 0 if math.isinf(loss) else loss
    return total / len(target)
