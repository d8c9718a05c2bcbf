# expect: One number is needed
my_eps = (0.1, 0.1142857)
