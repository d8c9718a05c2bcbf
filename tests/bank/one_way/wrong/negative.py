# expect: q holds -0.0833333: no probability is negative.
my_pair = ([0.5, 0.5, 0], [3 / 4, 1 / 3, -1 / 12])
