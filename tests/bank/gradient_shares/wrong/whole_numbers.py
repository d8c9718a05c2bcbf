# expect: cuts the shares off
def my_shares(target, weight):
    chosen = weight[target]
    return chosen // chosen.sum()
