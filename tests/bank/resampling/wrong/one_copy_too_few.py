# expect: once less than its weight
def my_resample(target, weight):
    index = []
    for n, label in enumerate(target):
        copies = int(weight[label])
        while copies > 1:
            index.append(n)
            copies -= 1
    return index
