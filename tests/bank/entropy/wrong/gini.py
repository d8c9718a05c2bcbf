# expect: holds no logarithm
def my_entropy(p):
    return 1 - (p**2).sum(axis=-1)
