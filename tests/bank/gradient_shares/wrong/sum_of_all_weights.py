# expect: This divides by the weights of all classes
def my_shares(target, weight):
    normalized = weight / weight.sum()
    return normalized[target]
