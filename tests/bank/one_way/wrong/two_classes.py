# expect: p has the shape (2,): three probabilities
my_pair = ([1, 0], [2 / 3, 1 / 3])
