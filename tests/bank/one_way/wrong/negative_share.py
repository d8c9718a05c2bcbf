# expect: no probability is negative
my_pair = ([1.5, -0.5, 0], [1, 0, 0])
