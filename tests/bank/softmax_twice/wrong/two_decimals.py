# expect: give more digits
my_bounds = (3.62, 4.62)
