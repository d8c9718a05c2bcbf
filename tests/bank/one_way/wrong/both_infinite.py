# expect: D(p || q) is infinite
my_pair = ([1, 0, 0], [0, 0.5, 0.5])
