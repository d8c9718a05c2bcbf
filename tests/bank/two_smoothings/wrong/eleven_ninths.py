# expect: It is
C, eps = 8, 0.1
my_eps = eps * (C + 1) / C + eps / C
