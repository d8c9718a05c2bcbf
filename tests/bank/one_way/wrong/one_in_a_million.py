# expect: what makes a divergence infinite?
small = 1e-6
my_pair = ([0.5, 0.5 - small, small], [1 / 3, 1 / 3, 1 / 3])
