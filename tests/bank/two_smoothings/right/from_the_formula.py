C, eps = 10, 0.1
my_eps = eps * C / (C - 1)
