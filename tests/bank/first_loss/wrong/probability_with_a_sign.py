# expect: not minus the probability
my_start = -0.1
