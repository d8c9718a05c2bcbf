# expect: what makes a divergence infinite?
my_pair = ([0.773, 0.1135, 0.1135], [1 / 3, 1 / 3, 1 / 3])
