C, eps = 8, 0.1
my_eps = eps * C / (C - 1)
