# expect: One number is needed
my_bits = (2, 0.585)
