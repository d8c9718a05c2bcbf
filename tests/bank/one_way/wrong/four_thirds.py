# expect: D(p || q) is log 1.333
my_pair = ([1, 0, 0], [0.75, 0.25, 0])
