third = 0.333
my_pair = [0.5, 0, 0.5], [third, third, third]
