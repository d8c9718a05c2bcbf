# expect: Is it the other way round?
my_pair = ([1 / 3, 1 / 3, 1 / 3], [1 / 2, 1 / 2, 0])
