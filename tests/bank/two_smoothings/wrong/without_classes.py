# expect: This is eps / (1 - eps)
eps = 0.1
my_eps = eps / (1 - eps)
