# expect: give more digits
my_bounds = (3.6, 4.6)
