# expect: turned upside down
def my_shares(target, weight):
    inverse = 1 / weight[target]
    return inverse / inverse.sum()
