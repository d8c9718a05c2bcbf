# expect: Is it the other way round?
p = [2 / 3, 1 / 3, 0]
q = [1, 0, 0]
my_pair = (p, q)
