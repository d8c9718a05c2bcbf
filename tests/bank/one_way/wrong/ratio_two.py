# expect: D(p || q): It is too large
my_pair = ([1, 0, 0], [0.5, 0.25, 0.25])
