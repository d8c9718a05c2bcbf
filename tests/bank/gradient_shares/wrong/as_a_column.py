# expect: The shape is (3, 1), and should be (3,)
def my_shares(target, weight):
    chosen = weight[target]
    return chosen[:, None] / chosen.sum()
