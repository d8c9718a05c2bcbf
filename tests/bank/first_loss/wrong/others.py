# expect: what does the true class get
my_start = 0.105
