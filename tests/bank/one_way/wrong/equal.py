# expect: p and q are equal
my_pair = ([1 / 2, 1 / 2, 0], [1 / 2, 1 / 2, 0])
