# expect: This is the other way round
C = 8
my_eps = 0.1 * (C - 1) / C
