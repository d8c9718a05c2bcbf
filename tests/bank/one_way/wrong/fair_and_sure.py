# expect: D(p || q) is log 3
my_pair = ([0, 1, 0], [1 / 3, 1 / 3, 1 / 3])
