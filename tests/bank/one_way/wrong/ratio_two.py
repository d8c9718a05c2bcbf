# expect: D(p || q) is log 2
my_pair = ([1, 0, 0], [0.5, 0.25, 0.25])
