# expect: These are the weights
def my_shares(target, weight):
    return weight[target]
