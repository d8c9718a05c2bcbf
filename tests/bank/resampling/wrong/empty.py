# expect: The index is empty
def my_resample(target, weight):
    index = []
    for n in range(len(target)):
        index + [n] * int(weight[target[n]])
    return index
