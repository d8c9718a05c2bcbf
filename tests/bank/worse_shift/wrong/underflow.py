# expect: no harm
my_n = 373
