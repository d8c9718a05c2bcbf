# expect: This is eps C / (C + 1)
C, eps = 8, 0.1
my_eps = eps / (1 + 1 / C)
