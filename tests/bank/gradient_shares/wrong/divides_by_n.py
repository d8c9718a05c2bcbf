# expect: This divides by N
def my_shares(target, weight):
    return weight[target] / len(target)
