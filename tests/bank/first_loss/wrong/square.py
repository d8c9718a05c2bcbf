# expect: the square of the probability
my_start = 4.6
