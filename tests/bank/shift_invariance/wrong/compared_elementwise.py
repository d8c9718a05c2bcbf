# expect: The shape is (3,), and should be ().
def is_shift_invariant(function):
    scores = [1.0, -2.0, 0.5]
    return function([z + 1 for z in scores]) == function(scores)
