# expect: give more digits
my_eps = 0.11
