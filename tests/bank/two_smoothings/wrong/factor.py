# expect: This is the factor alone
my_eps = 8 / (8 - 1)
