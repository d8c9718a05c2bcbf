my_bits = 2.585
