# expect: what makes a divergence infinite?
my_pair = ([0.5, 0.5, 1e-12], [1 / 3, 1 / 3, 1 / 3])
