# expect: p sums to 2
my_pair = ([1, 1, 0], [1, 1, 1])
