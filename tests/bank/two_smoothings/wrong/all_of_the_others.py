# expect: This is eps (C - 1)
my_eps = sum([0.1] * 7)
