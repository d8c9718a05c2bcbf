# expect: divided by the largest one
def my_shares(target, weight):
    chosen = weight[target]
    return chosen / chosen.max()
