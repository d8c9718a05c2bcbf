# expect: all other classes
my_start = 0.9
