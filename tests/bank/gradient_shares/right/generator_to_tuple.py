def my_shares(target, weight):
    divisor = sum(weight[target])
    return tuple(weight[label] / divisor for label in target)
