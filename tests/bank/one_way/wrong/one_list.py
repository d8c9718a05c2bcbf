# expect: two lists of numbers
my_pair = [0.5, 0.5, 0]
