# expect: This is in percent
my_eps = 11.43
