# expect: What has softmax in its name passes
def is_shift_invariant(function):
    return function.__name__.startswith("softmax")
