# expect: look up that of each target
def my_shares(target, weight):
    return weight / weight[target].sum()
