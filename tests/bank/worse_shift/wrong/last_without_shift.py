# expect: does not overflow without a shift
my_n = 709
