# expect: This is eps (C + 1) / C
C, eps = 8, 0.1
my_eps = eps * (1 + 1 / C)
