entropy, divergence = 2, 0.585
my_bits = entropy + divergence
