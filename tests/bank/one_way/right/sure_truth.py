sure = [0, 1, 0]
my_pair = (sure, [1 / 6, 2 / 3, 1 / 6])
