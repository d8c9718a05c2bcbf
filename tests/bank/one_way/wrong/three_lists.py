# expect: two lists of numbers
third = [1 / 3, 1 / 3, 1 / 3]
my_pair = ([0.5, 0.5, 0], third, third)
