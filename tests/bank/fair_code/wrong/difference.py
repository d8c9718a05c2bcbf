# expect: the wrong code costs more
my_bits = 2 - 0.585
