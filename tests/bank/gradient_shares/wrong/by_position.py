# expect: read by position
def my_shares(target, weight):
    w = weight[: len(target)]
    return w / w.sum()
