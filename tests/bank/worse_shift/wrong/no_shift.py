# expect: right without a shift
my_n = 710
