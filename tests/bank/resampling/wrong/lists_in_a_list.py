# expect: whose parts have the shapes
def my_resample(target, weight):
    return [[n] * int(weight[label] + n) for n, label in enumerate(target)]
