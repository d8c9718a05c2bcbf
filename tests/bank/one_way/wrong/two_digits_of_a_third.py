# expect: q sums to 0.99
my_pair = ([0.5, 0.5, 0], [0.33, 0.33, 0.33])
