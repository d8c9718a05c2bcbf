# expect: That is half the exponent of the largest number
my_n = 2**10 // 2
