# expect: Give a digit more
my_eps = 0.11
