# expect: One number is needed
my_start = (-0.1, 0)
