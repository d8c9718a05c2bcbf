# expect: 32-bit arithmetic without a shift
my_n = 89
