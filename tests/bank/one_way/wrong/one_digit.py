# expect: q sums to 0.9
my_pair = ([0.5, 0.5, 0], [0.3, 0.3, 0.3])
