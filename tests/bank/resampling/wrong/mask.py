# expect: True and False keep a row or drop it


def my_resample(target, weight):
    return weight[target] > 0
