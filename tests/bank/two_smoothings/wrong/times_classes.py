# expect: This is eps C:
my_eps = 0.1 * 8
