# expect: [100, 0] does not fail
my_n = 100
