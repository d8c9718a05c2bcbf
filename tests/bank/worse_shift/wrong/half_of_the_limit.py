# expect: too small
my_n = 709.8 / 2
