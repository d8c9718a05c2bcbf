# expect: the ten classes of the text
my_bounds = (1.461, 2.461)
