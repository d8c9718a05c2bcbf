# expect: Not 3n
my_n = 237
