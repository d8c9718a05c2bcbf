# expect: It is too small
my_eps = -0.1 * 8 / 7
