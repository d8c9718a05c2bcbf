# expect: too large
my_start = 4.6
