# expect: A whole number is asked for
my_n = 709.8 / 2
