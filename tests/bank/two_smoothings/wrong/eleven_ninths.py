# expect: It is
C, eps = 10, 0.1
my_eps = eps * (C + 1) / C + eps / C
