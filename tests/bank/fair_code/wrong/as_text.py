# expect: A number is needed
my_bits = "log2(6)"
