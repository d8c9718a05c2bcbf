# expect: p has the shape (4,)
my_pair = ([1 / 4] * 4 + [0] * 0, [1 / 6] * 4)
