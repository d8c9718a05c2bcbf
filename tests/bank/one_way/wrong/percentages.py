# expect: p sums to 100
my_pair = ([50, 50, 0], [33.3, 33.3, 33.4])
