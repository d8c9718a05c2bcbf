# expect: Every number is -1 times the right one
def my_shares(target, weight):
    chosen = weight[target]
    return -chosen / chosen.sum()
