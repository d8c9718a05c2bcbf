# expect: This is what the true class keeps; the share
my_eps = 1 - 0.1
