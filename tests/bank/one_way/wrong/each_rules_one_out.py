# expect: Both divergences are infinite
my_pair = ([0.5, 0.5, 0], [0, 0.5, 0.5])
