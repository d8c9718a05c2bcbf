import random


def my_resample(target, weight):
    index = []
    for n, label in enumerate(target):
        index.extend([n] * int(weight[label]))
    random.shuffle(index)
    return index
