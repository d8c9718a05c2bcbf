# expect: single rolls of a fair die
lengths = [2, 2, 3, 3, 3, 3]
my_bits = sum(lengths) / 6
