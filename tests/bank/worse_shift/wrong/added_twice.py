# expect: Not 4n
my_n = 178
