# expect: or the value for ten classes
my_eps = 10 / 9 * 0.1
